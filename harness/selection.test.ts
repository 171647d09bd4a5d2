import { expect, test } from 'vitest';
import { listRequirements } from './judge.ts';
import { filesOf, hasTests } from './selection.ts';
import { stageOfTest, stages } from './stages.ts';
import { tiers } from './tiers.ts';

test('each test is found in one file, by its id and by its tier', async () => {
  const judged = stages.filter(hasTests);
  const requirements = await listRequirements({ stages: judged, tiers, only: [] });
  const [, second] = requirements;
  expect(second?.id).toBe('01.2');
  for (const { id, tier } of requirements) {
    const stage = judged.filter((one) => one === stageOfTest(id));
    expect(filesOf({ stages: stage, tiers, only: [id] }).files, id).toHaveLength(1);
    expect(filesOf({ stages: stage, tiers: [tier], only: [] }).otherIds, tier).not.toContain(id);
  }
});
