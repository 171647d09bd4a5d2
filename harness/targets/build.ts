// The build step of a target, run once before it is judged.
import { lastLines, launchProgram } from '../candidate/candidate.ts';
import { DidNotStart } from '../candidate/did-not-start.ts';
import { exitText } from '../candidate/readiness.ts';
import { UsageError } from '../errors.ts';
import type { Target } from './target.ts';

const minutes = 10;

/** Runs kata.json's `build`, if there is one. @throws {UsageError} with its last lines when it fails or takes too long */
export async function build(target: Target, runDir: string, signal: AbortSignal): Promise<void> {
  if (target.build === undefined || signal.aborted) return;
  const failed = `the build of ${target.name} failed`;
  const program = await launchProgram({ launch: target.build, runDir }, {}).catch((error) => {
    throw error instanceof DidNotStart ? new UsageError(`${failed}: ${error.message}`) : error;
  });
  const limit = AbortSignal.timeout(minutes * 60_000);
  const stop = () => void program.crash();
  for (const end of [limit, signal]) end.addEventListener('abort', stop);
  const exit = await program.exited;
  signal.removeEventListener('abort', stop);
  await program.crash(); // what it left in its group
  if (exit.code === 0 || signal.aborted) return;
  await program.silent;
  const why = limit.aborted ? `it took more than ${minutes} minutes` : `it ${exitText(exit)}`;
  throw new UsageError(
    [`${failed}: ${target.build.command.join(' ')}`, why, ...lastLines(program, 10)].join('\n'),
  );
}
