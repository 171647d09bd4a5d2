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

/**
 * Writes a whole file, down to the disk, while everything else waits. Whoever looks finds the old file or the new one,
 * never a half. Throws when that fails: the old one stays.
 */
export function writeWholeSync(path: string, batches: Iterable<Buffer>): void {
  const temporary = `${path}.temp`;
  const file = fs.openSync(temporary, 'w');
  try {
    for (const batch of batches) fs.writeFileSync(file, batch);
    fs.fsyncSync(file);
    fs.renameSync(temporary, path);
    syncFolder(dirname(path));
  } finally {
    fs.closeSync(file);
    fs.rmSync(temporary, { force: true });
  }
}

/** Does the same while everything else goes on. It begins with `batches` before it first gives way. */
export async function writeWhole(path: string, batches: Iterable<Buffer>): Promise<void> {
  const temporary = `${path}.temp`;
  const [file, folder] = [fs.openSync(temporary, 'w'), fs.openSync(dirname(path), 'r')];
  try {
    for (const batch of batches) {
      for (let done = 0; done < batch.length; ) done += (await write(file, batch, done)).bytesWritten;
    }
    await fsync(file);
    // A rename frees the old file, which takes its time. While that is open it waits; closing it is another thread's work.
    const old = await fs.promises.open(path).catch(() => undefined);
    setImmediate(() => old?.close());
    fs.renameSync(temporary, path);
    await fsync(folder);
  } finally {
    for (const open of [file, folder]) fs.closeSync(open);
    fs.rmSync(temporary, { force: true });
  }
}
