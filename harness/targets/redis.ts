// The real redis-server, as a target and as a partner in tests of tier `interop`.
import { tmpdir } from 'node:os';
import { UsageError } from '../errors.ts';
import type { Launch } from './launch.ts';
import { findProgram } from './path.ts';

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
