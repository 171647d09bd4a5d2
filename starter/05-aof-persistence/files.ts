// Three things about files that both the log and the snapshots of stage 06 need. Begin in server.ts.

const notYet = 'not implemented yet: go on in starter/05-aof-persistence/files.ts';

/** Writes all of it, though the system may take only a part at a time: `fs.writeSync` tells how much it took. */
export function writeAt(_file: number, _bytes: Buffer, _position: number): void {
  throw new Error(notYet);
}

/** Makes a rename last: the name stands in the folder, and that has to go to the disk, too. A folder can be opened. */
export function syncFolder(_path: string): void {
  throw new Error(notYet);
}

/**
 * Writes a file, down to the disk, while everything else goes on. `batches` is called before this gives way for the first
 * time, and not at all when there can't be such a file.
 */
export async function writeWhole(_path: string, _batches: () => Iterable<Buffer>): Promise<void> {
  throw new Error(notYet);
}
