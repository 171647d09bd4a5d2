// One run of the harness: its folder, and the promise that nothing it started outlives it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';

/** Bytes of the path of the folder for temp files: a socket's path has at most 103 (macOS; 107 on Linux). */
const longest = 80;

/** A run's folder holds its candidates' `--dir`s, their temp files and the socket of its keeper. */
export interface Run {
  readonly dir: string;
  /** From now on ends whatever is started: nobody waits for it any more. */
  sweep(): void;
  /** Ends every process group that is still alive, then removes the folder. */
  close(): Promise<void>;
}

/**
 * Opens a run with a keeper: a process that starts its programs, and cleans up whenever, and however, the harness
 * ends. @throws {UsageError} when there is no place for its socket
 */
export function openRun(): Run {
  const bytes = Buffer.byteLength(tmpdir());
  if (bytes > longest)
    throw new UsageError(
      `the folder for temp files has a path of ${bytes} bytes: expected ${longest} at most; set TMPDIR to another one`,
    );
  const dir = mkdtempSync(join(tmpdir(), 'kata-'));
  mkdirSync(join(dir, 'tmp'));
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.mjs'), dir], {
    // In a session of its own, so that Ctrl-C reaches the harness and not the one who cleans up after it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    keeper.once('exit', () => resolve());
    keeper.once('error', () => resolve());
  });
  keeper.stdin.on('error', () => {}); // should it be gone
  keeper.unref();
  return {
    dir,
    sweep: () => void keeper.stdin.write('sweep\n'),
    close() {
      // Should the harness be SIGKILLed, the kernel ends this input: the keeper's signal, too.
      keeper.stdin.end('done\n');
      keeper.ref();
      return ended;
    },
  };
}
