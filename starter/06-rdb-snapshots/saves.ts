// The file takes the place of the last one. server.ts is where to begin; come here with it for 06.1.

/** The saves of a server. */
export type Saves = ReturnType<typeof createSaves>;

/** A save starts by itself when so many changes are not saved, and the last one was tried more than so many seconds ago. */
export type SavePoint = readonly [seconds: number, changes: number];

/** Saves to a file what `dump` gives: a snapshot of the instant in which it is begun. `all.dirty` counts the changes so far. */
export function createSaves(_path: string, _dump: () => Iterable<Buffer>, _all: { readonly dirty: number }) {
  const saves = {
    /** When a save starts by itself. */
    points: [] as readonly SavePoint[],
    /** Unix time, in seconds, of the last save that succeeded; at first of the start. */
    lastTime: 0,
    /** Whether the last save in the background succeeded. */
    lastSucceeded: true,
    /** Whether one is going on. */
    running: false,
    /** How many changes are not saved. */
    changes: (): number => 0,
    /** Takes the first so many changes for saved. */
    settle(_count?: number): true {
      return true;
    },

    /**
     * Saves while everybody waits; false when that fails. `writeWholeSync` of 05-aof-persistence/files.ts is for this: for 06.1
     * it is enough that it writes the file, 06.49 wants a temp file and a rename (GUIDE.md).
     */
    now(): boolean {
      return false;
    },

    /** Saves while clients are served: what they change from now on isn't in it. */
    async inBackground(): Promise<void> {},

    /** Whether a save point says that it is time. */
    due: (): boolean => false,
  };
  return saves;
}
