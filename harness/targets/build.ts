// The build step of a target, run once before it is judged.
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines, launchProgram } from '../candidate/candidate.ts';
import { exitText } from '../candidate/readiness.ts';
import { UsageError } from '../errors.ts';
import type { Target } from './target.ts';

const minutes = 10;

/** Runs kata.json's `build`, if there is one. @throws {UsageError} with its last lines when it fails or takes too long */
export async function build(target: Target, runDir: string, signal: AbortSignal): Promise<void> {
  if (target.build === undefined || signal.aborted) return;
  const program = launchProgram({ launch: target.build, runDir }, {});
  const limit = AbortSignal.timeout(minutes * 60_000);
  const stop = () => void program.crash();
  for (const end of [limit, signal]) end.addEventListener('abort', stop);
  const exit = await program.exited;
  signal.removeEventListener('abort', stop);
  await program.crash(); // what it left in its group
  if (exit.code === 0 || signal.aborted) return;
  // All that it said is here, unless something outside its group holds the pipe.
  const failure = await Promise.race([program.failure, delay(1000, undefined, { ref: false })]);
  const why = failure ?? (limit.aborted ? `it took more than ${minutes} minutes` : `it ${exitText(exit)}`);
  const told = [`the build of ${target.name} failed: ${target.build.command.join(' ')}`, why];
  throw new UsageError([...told, ...lastLines(program, 10)].join('\n'));
}
