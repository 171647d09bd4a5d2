// The verdicts are the same each time, also when both cores are busy with something else.
import { test } from 'vitest';
import { requireStage } from '../harness/cli/options.ts';
import { namedTarget } from '../harness/targets/target.ts';
import { judgeHere } from './judging.ts';

const rounds = 20;
/** How many of them go on at the same time, for each target: all the others are what the cores are busy with. */
const sideBySide = 4;

const keys = requireStage('03');
const some = Array.from({ length: 18 }, (_, i) => `03.${i + 1}`);
test.concurrent.for([
  ['solution', []],
  ['starter', some],
] as const)(
  '%s on stage 03, 20 times, several at a time',
  { timeout: 900_000 },
  async ([name, only], { expect, signal }) => {
    const verdicts: string[] = [];
    const selection = { stages: [keys], tiers: ['core' as const], only };
    let left = rounds;
    const judgeOn = async () => {
      while (left-- > 0) {
        const { results, faults } = await judgeHere(namedTarget(name), selection, 2, signal);
        const told = results.map(({ requirement, outcome }) => `${requirement.id} ${outcome.verdict}`).sort();
        verdicts.push([...told, ...faults].join('\n'));
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, judgeOn));
    expect(verdicts).toHaveLength(rounds);
    expect([...new Set(verdicts)]).toHaveLength(1);
  },
);
