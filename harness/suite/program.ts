// Programs that a test runs to their end: redis-cli, redis-benchmark, redis-check-rdb…
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from '../candidate/child.ts';
import { candidateEnvironment } from '../candidate/environment.ts';
import { exitText } from '../candidate/readiness.ts';
import { Failure } from '../verdict/failure.ts';
import type { Transcript } from '../wire/transcript.ts';

export interface ProgramEnd {
  readonly exitCode: number | undefined;
  /** Both without the line break at their end. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with these arguments. @throws {Failure} `timed out` when it doesn't end within 60 s */
export type RunProgram = (file: string, ...args: string[]) => Promise<ProgramEnd>;

const limit = 60_000; // ms

export async function runProgram(
  runDir: string,
  transcript: Transcript,
  file: string,
  args: readonly string[],
): Promise<ProgramEnd> {
  const line = transcript.note('', 'ran', `${file} ${args.join(' ')}`);
  const env = candidateEnvironment(runDir, runDir, {});
  const child = await startChild(runDir, { file, args, cwd: runDir, env });
  const over = new AbortController();
  const end = await Promise.race([
    Promise.all([child.exited, text(child.stdout), text(child.stderr)]),
    delay(limit, undefined, { signal: over.signal }),
  ]).finally(() => over.abort());
  if (end === undefined) {
    process.kill(-child.pid, 'SIGKILL');
    throw new Failure('timed out', `${file} did not end within ${limit / 1000} s`);
  }
  const [exit, stdout, stderr] = end;
  const told = exit.code === undefined ? exitText(exit) : `status ${exit.code}`;
  line.answer = { text: () => told, took: performance.now() - line.at };
  return { exitCode: exit.code, stdout: withoutBreak(stdout), stderr: withoutBreak(stderr) };
}

const withoutBreak = (output: string): string => output.replace(/\r?\n$/, '');
