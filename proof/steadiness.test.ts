// The verdicts are the same each time, also when both cores are busy with something else.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, test } from 'vitest';
import { stage } from './judging.ts';

const rounds = 20;
let load: ChildProcess[] = [];

beforeAll(() => {
  load = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
});
afterAll(() => {
  for (const child of load) child.kill('SIGKILL');
});

const some = Array.from({ length: 18 }, (_, i) => `03.${i + 1}`).join();
// Side by side: then the machine is even busier.
test.concurrent.for([
  ['the reference on stage 03', ['03', '--target', 'solution']],
  ['the starter on some of its tests', ['03', '--target', 'starter', '--only', some]],
] as const)('%s, 20 times in a row', { timeout: 900_000 }, async ([, args], { expect }) => {
  const verdicts = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const { report } = await stage(...args);
    const told = report?.tests.map((one) => `${one.id} ${one.verdict}`).sort();
    verdicts.add(told?.join('\n') ?? 'no report');
  }
  expect([...verdicts]).toHaveLength(1);
});
