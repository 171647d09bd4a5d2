import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const [write, fsync] = [promisify(fs.write), promisify(fs.fsync)];

/** Writes all of it, though the system may take only a part at a time. */
export function writeAt(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += fs.writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

/** Sees to the disk which names are in a folder: before that a rename doesn't last. */
export function syncFolder(path: string): void {
  const folder = fs.openSync(path, 'r');
  fs.fsyncSync(folder);
  fs.closeSync(folder);
}

/** Gives a file that is on the disk another name, for good, while everything else goes on. */
export async function rename(from: string, to: string): Promise<void> {
  fs.renameSync(from, to);
  const folder = fs.openSync(dirname(to), 'r');
  await fsync(folder).finally(() => fs.closeSync(folder));
}

/** Writes a whole file, down to the disk, while everything else goes on. Begins with `batches` before it gives way. */
export async function writeWhole(path: string, batches: Iterable<Buffer>): Promise<void> {
  const file = fs.openSync(path, 'w');
  try {
    for (const batch of batches) {
      for (let done = 0; done < batch.length; ) done += (await write(file, batch, done)).bytesWritten;
    }
    await fsync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Writes a whole file, down to the disk, while everything else waits. */
export function writeWholeSync(path: string, batches: Iterable<Buffer>): void {
  const file = fs.openSync(path, 'w');
  try {
    for (const batch of batches) fs.writeFileSync(file, batch);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}
