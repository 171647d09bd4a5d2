import { writeWhole, writeWholeSync } from '../05-aof-persistence/files.ts';

/** A save starts by itself when so many changes are not saved, and the last one was tried more than so many seconds ago. */
export type SavePoint = readonly [seconds: number, changes: number];

/** Saves to a file what `dump` gives: a snapshot of the instant in which it is begun. `all.dirty` counts the changes so far. */
export function createSaves(path: string, dump: () => Iterable<Buffer>, all: { readonly dirty: number }) {
  let [saved, tried] = [all.dirty, seconds()];

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
    changes: (): number => all.dirty - saved,
    /** Takes the first so many changes for saved. */
    settle(count = all.dirty): true {
      [saved, tried, saves.lastTime] = [count, seconds(), seconds()];
      return true;
    },

    /** Saves while everybody waits; false when that fails. */
    now(): boolean {
      try {
        writeWholeSync(path, dump());
        return saves.settle();
      } catch (problem) {
        return complain(problem);
      }
    },

    /** Saves while clients are served: what they change from now on isn't in it. */
    async inBackground(count = all.dirty): Promise<void> {
      [saves.running, tried] = [true, seconds()];
      saves.lastSucceeded = await writeWhole(path, dump()).then(() => saves.settle(count), complain);
      saves.running = false;
    },

    /** Whether a save point says that it is time. */
    due: (): boolean => !saves.running && saves.points.some(isDue),
  };

  const isDue = ([age, changes]: SavePoint) => saves.changes() >= changes && seconds() - tried > age;

  function complain(problem: unknown): false {
    console.warn(`Saving ${path} failed: ${problem}`);
    return false;
  }

  return saves;
}

const seconds = (): number => Math.floor(Date.now() / 1000);
