// One run of the harness: its folder, and the promise that nothing it started outlives it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A run's folder holds its candidates' `--dir`s, their temp files and the list of process groups that are alive. */
export interface Run {
  readonly dir: string;
  /** From now on ends whatever is started: nobody waits for it any more. */
  sweep(): void;
  /** Ends every process group that is still alive, then removes the folder. */
  close(): Promise<void>;
}

/** Opens a run, guarded by a reaper: a process that cleans up whenever, and however, the harness ends. */
export function openRun(): Run {
  const dir = mkdtempSync(join(tmpdir(), 'kata-'));
  mkdirSync(join(dir, 'groups'));
  mkdirSync(join(dir, 'tmp'));
  const reaper = spawn(process.execPath, [join(import.meta.dirname, 'reaper.mjs'), dir], {
    // In a session of its own, so that Ctrl-C reaches the harness and not the one who cleans up after it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    reaper.once('exit', () => resolve());
    reaper.once('error', () => resolve());
  });
  reaper.stdin.on('error', () => {}); // should it be gone
  reaper.unref();
  return {
    dir,
    sweep: () => void reaper.stdin.write('sweep\n'),
    close() {
      // Should the harness be SIGKILLed, the kernel ends this input: the reaper's signal, too.
      reaper.stdin.end('done\n');
      reaper.ref();
      return ended;
    },
  };
}

/** Writes down that a process group is alive. */
export function registerGroup(runDir: string, pid: number): void {
  writeFileSync(groupFile(runDir, pid), '');
}

/** Strikes a process group that has ended. */
export function forgetGroup(runDir: string, pid: number): void {
  rmSync(groupFile(runDir, pid), { force: true });
}

function groupFile(runDir: string, pid: number): string {
  return join(runDir, 'groups', String(pid));
}
