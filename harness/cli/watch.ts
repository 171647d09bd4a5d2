// --watch: runs the same command again whenever a file of the target's changes.
import { type ChildProcess, spawn } from 'node:child_process';
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

  const run = async () => {
    await stop(running);
    if (process.stdout.isTTY) process.stdout.write('\x1b[2J\x1b[H');
    running = spawn(process.execPath, [join(import.meta.dirname, 'launch.mjs'), 'stage', ...again], {
      stdio: 'inherit',
    });
    running.once('exit', () =>
      process.stdout.write(`\nWatching ${folder}: save a file to run again, Ctrl-C to end.\n`),
    );
  };

  const watcher = watch(folder, {
    ignored: (path) => /(^|\/)(node_modules|\.git|\.kata)(\/|$)/.test(path),
    ignoreInitial: true,
  });
  watcher.on('all', () => {
    // Editors write a file in several steps.
    clearTimeout(timer);
    timer = setTimeout(() => void run(), settle);
  });
  void run();

  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, async () => {
        clearTimeout(timer);
        await watcher.close();
        await stop(running);
        resolve(exitStatus.interrupted);
      });
    }
  });
}

function stop(running: ChildProcess | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return resolve();
    running.once('exit', () => resolve());
    running.kill('SIGTERM');
  });
}
