// npm run reset: restores the stubs of a stage.
import { UsageError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';
import { findStage, stages } from '../stages.ts';
import { createCommand, runCommand } from './command.ts';
import { applyChanges, stubsOf } from './desk.ts';

const program = createCommand(
  'reset',
  'Restores the stubs of one stage in starter/. Your files are kept in .kata/backup/.',
)
  .argument('<stage>', `one of ${stages.map(({ id }) => id).join(', ')}`)
  .option('--dry-run', 'show what would be overwritten and write nothing');

await runCommand(async () => {
  program.parse();
  const [name = ''] = program.args;
  const stage = findStage(name);
  if (stage === undefined) {
    throw new UsageError(`no stage "${name}": expected one of ${stages.map(({ id }) => id).join(', ')}`);
  }
  applyChanges(stubsOf(stage), program.opts<{ dryRun?: true }>().dryRun ?? false);
  return exitStatus.passed;
});
