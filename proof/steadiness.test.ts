// The verdicts are the same each time, also when both cores are busy with something else.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stage } from './judging.ts';

const rounds = 20;
let load: ChildProcess[] = [];

beforeAll(() => {
  load = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
});
afterAll(() => {
  for (const child of load) child.kill('SIGKILL');
});

test.for(['solution', 'starter'])('of %s, 20 times in a row', { timeout: 600_000 }, async (target) => {
  const verdicts = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const { report } = await stage('03', '--target', target);
    const told = report?.tests.map(({ id, verdict }) => `${id} ${verdict}`).sort();
    verdicts.add(told?.join('\n') ?? 'no report');
  }
  expect([...verdicts]).toHaveLength(1);
});
