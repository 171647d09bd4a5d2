// Programs that a test runs to their end: redis-cli, redis-benchmark, redis-check-rdb…
import { execa } from 'execa';
import { candidateEnvironment } from '../candidate/environment.ts';
import { forgetGroup, registerGroup } from '../candidate/run.ts';
import { Failure } from '../verdict/failure.ts';
import type { Transcript } from '../wire/transcript.ts';

export interface ProgramEnd {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with these arguments. @throws {Failure} `timed out` when it doesn't end within 60 s */
export type RunProgram = (file: string, ...args: string[]) => Promise<ProgramEnd>;

export async function runProgram(
  runDir: string,
  transcript: Transcript,
  file: string,
  args: readonly string[],
): Promise<ProgramEnd> {
  const line = transcript.note('', 'ran', `${file} ${args.join(' ')}`);
  const child = execa(file, args, {
    cwd: runDir,
    env: candidateEnvironment(runDir, runDir, {}),
    extendEnv: false,
    detached: true,
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
  });
  if (child.pid !== undefined) registerGroup(runDir, child.pid);
  const { exitCode, stdout, stderr, timedOut, shortMessage } = await child;
  if (child.pid !== undefined) forgetGroup(runDir, child.pid);
  if (timedOut) throw new Failure('timed out', `${file} did not end within 60 s`);
  line.answer = {
    text: () => (exitCode === undefined ? (shortMessage ?? '') : `status ${exitCode}`),
    took: performance.now() - line.at,
  };
  return { exitCode, stdout, stderr };
}
