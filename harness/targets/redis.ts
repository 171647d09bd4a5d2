// The real redis-server, as a target and as a partner in tests of tier `interop`.
import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Launch } from './launch.ts';

/** How the redis-server on PATH is started. @throws {UsageError} when there is none */
export function redisLaunch(): Launch {
  const program = findProgram('redis-server');
  if (program === undefined) {
    throw new UsageError(
      'there is no redis-server on PATH: install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis)',
    );
  }
  // Without --save "" it would write a dump.rdb of its own accord, where no test asked for one.
  const quiet = ['--save', ''];
  // Else it would let a replica wait for five seconds, as more might come.
  const atOnce = ['--repl-diskless-sync-delay', '0'];
  return { command: [program, '--bind', '127.0.0.1', ...quiet, ...atOnce], cwd: tmpdir(), env: {} };
}

/** Where a program is on PATH. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
