import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { rename, syncFolder, writeWhole, writeWholeSync } from '../05-aof-persistence/files.ts';

/** The saves of a server. */
export type Saves = ReturnType<typeof createSaves>;

/** A save starts by itself when so many changes are not saved, and the last save is more than so many seconds old. */
export type SavePoint = readonly [seconds: number, changes: number];

/** Saves to a file what `dump` gives: a snapshot of the instant in which it is begun. `dirty` counts all changes so far. */
export function createSaves(path: string, dump: () => Iterable<Buffer>, dirty: () => number) {
  const temporary = `${path}.temp`; // so that at `path` there is the old file or the new one, never a half
  let saved = dirty();
  let tried = 0;

  const saves = {
    /** When a save starts by itself. */
    points: [] as readonly SavePoint[],
    /** Unix time, in seconds, of the last save that succeeded; at first of the start. */
    lastTime: seconds(),
    /** Whether the last save in the background succeeded. */
    lastSucceeded: true,
    /** Whether one is going on. */
    running: false,
    /** How many changes are not saved. */
    changes: (): number => dirty() - saved,
    /** Takes the first so many changes for saved. */
    settle(count = dirty()): true {
      [saved, saves.lastTime] = [count, seconds()];
      return true;
    },

    /** Saves while everybody waits; false when that fails. */
    now(): boolean {
      try {
        writeWholeSync(temporary, dump());
        renameSync(temporary, path);
        syncFolder(dirname(path));
        return saves.settle();
      } catch (problem) {
        return complain(problem);
      }
    },

    /** Saves while clients are served: what they change from now on isn't in it. */
    async inBackground(): Promise<void> {
      const count = dirty();
      [saves.running, tried] = [true, seconds()];
      try {
        await writeWhole(temporary, dump());
        await rename(temporary, path);
        saves.lastSucceeded = saves.settle(count);
      } catch (problem) {
        saves.lastSucceeded = complain(problem);
      }
      saves.running = false;
    },

    /** Starts a save when a save point says so; when the last one failed, not at once. */
    check(): void {
      const age = seconds() - saves.lastTime;
      const due = saves.points.some(([seconds, changes]) => saves.changes() >= changes && age > seconds);
      const hold = saves.running || (!saves.lastSucceeded && seconds() - tried <= 5);
      if (due && !hold) void saves.inBackground();
    },
  };

  /** The old file stays. */
  function complain(problem: unknown): false {
    console.warn(`Saving ${path} failed: ${problem}`);
    rmSync(temporary, { force: true });
    return false;
  }

  return saves;
}

const seconds = (): number => Math.floor(Date.now() / 1000);
