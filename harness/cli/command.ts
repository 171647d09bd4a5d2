// What our commands have in common: how they end.
import { Command, CommanderError } from 'commander';
import { messageOf, UsageError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';

/** A command line that reports wrong usage as the documented exit status. */
export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .showHelpAfterError(`(npm run ${name} -- --help shows all options; with npm run, flags stand behind --)`)
    .allowExcessArguments(false);
}

/** True with --dry-run, also without a -- before it: then npm takes it for a flag of its own. */
export function isDryRun(program: Command): boolean {
  return program.opts<{ dryRun?: true }>().dryRun ?? process.env['npm_config_dry_run'] === 'true';
}

/** Runs a command and exits: with its status, 2 for a user's mistake (told in a line), 3 when the harness is at fault. */
export async function runCommand(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : exitStatus.usage);
    if (error instanceof UsageError) {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(exitStatus.usage);
    }
    process.stderr.write(`harness fault: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(exitStatus.fault);
  }
}
