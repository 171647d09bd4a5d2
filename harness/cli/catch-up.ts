// npm run catch-up: fills the stages before one from the reference, so that a learner can begin anywhere.
import { exitStatus } from '../exit-status.ts';
import { stages } from '../stages.ts';
import { createCommand, isDryRun, runCommand } from './command.ts';
import { applyChanges, referenceOf } from './desk.ts';
import { requireStage, stageIds } from './options.ts';

const program = createCommand(
  'catch-up',
  'Fills the stages before this one in starter/ from the reference. Your files are kept in .kata/backup/.',
)
  .argument('<stage>', `one of ${stageIds()}: the stage to begin with`)
  .option('--dry-run', 'show what would be overwritten and write nothing');

await runCommand(async () => {
  program.parse();
  const [name = ''] = program.args;
  const stage = requireStage(name);
  const before = stages.slice(0, stages.indexOf(stage));
  applyChanges(before.flatMap(referenceOf), isDryRun(program));
  return exitStatus.passed;
});
