// The build step of a target, run once before it is judged.
import { execFileSync } from 'node:child_process';
import { candidateEnvironment } from '../candidate/environment.ts';
import { UsageError } from '../errors.ts';
import type { Target } from './target.ts';

/** Runs kata.json's `build`, if there is one. @throws {UsageError} with its last lines when it fails */
export function build(target: Target, runDir: string): void {
  if (target.build === undefined) return;
  const { command, cwd, env } = target.build;
  const [file = '', ...args] = command;
  try {
    execFileSync(file, args, {
      cwd,
      env: candidateEnvironment(runDir, runDir, env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? `${String(error.stderr)}` : '';
    const lines = output.trim().split('\n').slice(-10).join('\n');
    throw new UsageError(`the build of ${target.name} failed: ${command.join(' ')}\n${lines}`);
  }
}
