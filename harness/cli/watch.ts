// --watch: runs the same command again whenever a file of the target's changes.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { watch } from 'chokidar';
import { exitStatus } from '../exit-status.ts';

const settle = 50;

/** Runs until Ctrl-C. Each run is a process of its own: nothing of a run that was overtaken stays behind. */
export function watchAndRun(folder: string, args: readonly string[]): Promise<number> {
  const again = args.filter((arg) => arg !== '--watch');
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let ended = false;
  const hashes = new Map<string, string>();

  const run = async () => {
    if (stopping) return; // who stops the last run starts the next
    stopping = true;
    await stop(running);
    stopping = false;
    if (ended) return;
    if (process.stdout.isTTY) process.stdout.write('\x1b[2J\x1b[H');
    running = spawn(process.execPath, [join(import.meta.dirname, 'launch.mjs'), 'stage', ...again], {
      stdio: 'inherit',
    });
    running.once('exit', () => {
      if (stopping || ended) return;
      process.stdout.write(`\nWatching ${folder}: save a file to run again, Ctrl-C to end.\n`);
    });
  };

  const watcher = watch(folder, {
    ignored: (path) => /(^|\/)(node_modules|__pycache__|\.git|\.kata)(\/|$)/.test(path),
    ignoreInitial: true,
  });
  watcher.on('all', (_, path) => {
    // A build writes its files in each run: of those, only one that is different by then is a change.
    if (!isChange(path) && isRunning(running)) return;
    // Editors write a file in several steps.
    clearTimeout(timer);
    timer = setTimeout(() => void run(), settle);
  });
  void run();

  function isChange(path: string): boolean {
    const before = hashes.get(path);
    const hash = hashOf(path);
    hashes.set(path, hash);
    return hash !== before;
  }

  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, async () => {
        ended = true;
        clearTimeout(timer);
        await watcher.close();
        await stop(running);
        resolve(exitStatus.interrupted);
      });
    }
  });
}

/** '' for what is no file, or is one no more. */
function hashOf(path: string): string {
  try {
    return createHash('sha1').update(readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

function stop(running: ChildProcess | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!isRunning(running)) return resolve();
    running.once('exit', () => resolve());
    running.kill('SIGTERM');
  });
}
