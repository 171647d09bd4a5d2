// npm run reset: restores the stubs of a stage.
import { exitStatus } from '../exit-status.ts';
import { createCommand, isDryRun, runCommand } from './command.ts';
import { applyChanges, stubsOf } from './desk.ts';
import { requireStage, stageIds } from './options.ts';

const program = createCommand(
  'reset',
  'Restores the stubs of one stage in starter/. Your files are kept in .kata/backup/.',
)
  .argument('<stage>', `one of ${stageIds()}`)
  .option('--dry-run', 'show what would be overwritten and write nothing');

await runCommand(async () => {
  program.parse();
  const [name = ''] = program.args;
  const stage = requireStage(name);
  applyChanges(stubsOf(stage), isDryRun(program));
  return exitStatus.passed;
});
