// What the log, and the snapshots of stage 06, need of files. Begin in server.ts; come here when the log is to be rewritten.
// This stage needs writeAt, syncFolder and writeWhole; writeWholeSync is for stage 06.

const notYet = 'not implemented yet: go on in starter/05-aof-persistence/files.ts';

/** Writes all of it, though the system may take only a part at a time: `fs.writeSync` tells how much it took. */
export function writeAt(_file: number, _bytes: Buffer, _position: number): void {
  throw new Error(notYet);
}

/** Sees to the disk which names are in a folder: before that a rename doesn't last. A folder can be opened like a file. */
export function syncFolder(_path: string): void {
  throw new Error(notYet);
}

/**
 * Writes a whole file, down to the disk, while everything else waits. Whoever looks finds the old file or the new one,
 * never a half: write beside it, then rename. Throws when that fails: the old one stays.
 */
export function writeWholeSync(_path: string, _batches: Iterable<Buffer>): void {
  throw new Error(notYet);
}

/** Does the same while everything else goes on. It begins with `batches` before it first gives way. */
export async function writeWhole(_path: string, _batches: Iterable<Buffer>): Promise<void> {
  throw new Error(notYet);
}
