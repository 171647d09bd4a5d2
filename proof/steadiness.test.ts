// The verdicts are the same each time, also when both cores are busy with something else.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, test } from 'vitest';
import { requireStage } from '../harness/cli/options.ts';
import { namedTarget } from '../harness/targets/target.ts';
import { judgeHere } from './judging.ts';

const rounds = 20;
let load: ChildProcess[] = [];

beforeAll(() => {
  load = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
});
afterAll(() => {
  for (const child of load) child.kill('SIGKILL');
});

const keys = requireStage('03');
const some = Array.from({ length: 18 }, (_, i) => `03.${i + 1}`);
// Side by side: then the machine is even busier.
test.concurrent.for([
  ['solution', []],
  ['starter', some],
] as const)(
  '%s on stage 03, 20 times in a row',
  { timeout: 900_000 },
  async ([name, only], { expect, signal }) => {
    const verdicts = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const selection = { stages: [keys], tiers: ['core' as const], only };
      const { results, faults } = await judgeHere(namedTarget(name), selection, 2, signal);
      const told = results.map(({ requirement, outcome }) => `${requirement.id} ${outcome.verdict}`).sort();
      verdicts.add([...told, ...faults].join('\n'));
    }
    expect([...verdicts]).toHaveLength(1);
  },
);
