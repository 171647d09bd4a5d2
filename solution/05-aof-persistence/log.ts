import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { encode } from './effects.ts';
import { syncFolder, writeAt, writeWhole } from './files.ts';

/** When the log has to be on the disk itself: before each reply, within a second or so, or when the system likes. */
export type Policy = 'always' | 'everysec' | 'no';

/** Whether a text names a policy. */
export const isPolicy = (text: string): text is Policy => /^(always|everysec|no)$/.test(text);

/** A key, its value, and its deadline if it has one. */
export type Entry = readonly [key: string, value: string, deadline: bigint | undefined];

/** The file that commands are appended to. */
export type Log = ReturnType<typeof openLog>;

/** Opens the log. A replay has left whole commands in it, if anything. `wake` is called when there is work to `write`. */
export function openLog(path: string, policy: Policy, wake: () => void) {
  let file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT);
  let size = fs.fstatSync(file).size;
  let waiting: Buffer[] = []; // not written yet
  let meanwhile: Buffer[] | undefined; // what came since a rewrite began
  let unsynced = false;

  const log = {
    /** Why the last write failed; '' when it didn't. */
    problem: '',

    /** Takes a command; it is written together with all others of the turn. */
    append(command: Buffer): void {
      if (waiting.length === 0) setImmediate(wake);
      waiting.push(command);
      meanwhile?.push(command);
    },

    /** Writes what waits, and with `always` sees it to the disk. When that fails it waits on, and `problem` says why. */
    write(): void {
      if (waiting.length === 0) return;
      const bytes = Buffer.concat(waiting);
      try {
        writeAt(file, bytes, size); // a write that failed half-way is written over
        if (policy === 'always') fs.fdatasyncSync(file);
        size += bytes.length;
        waiting = [];
        unsynced = true;
        log.problem = '';
      } catch (problem) {
        log.problem = String(problem);
      }
    },

    /** The last thing to do: sees all of it to the disk, whatever the policy. Throws when that fails. */
    close(): void {
      log.write();
      if (log.problem !== '') throw new Error(log.problem);
      fs.fdatasyncSync(file);
    },

    /** Whether a rewrite is going on. */
    rewriting: (): boolean => meanwhile !== undefined,

    /**
     * Replaces the log by the shortest one for what `snapshot` gives, which is called at once. Clients are served
     * meanwhile: what they change stands behind the entries. When it fails it throws, and the old log stays.
     */
    async rewrite(snapshot: () => Iterable<Entry>): Promise<void> {
      const temporary = `${path}.rewrite`;
      meanwhile = [];
      try {
        await writeWhole(temporary, batches(snapshot()));
        // From here on nobody gets a turn until the files have changed places.
        const fresh = fs.openSync(temporary, 'r+');
        const start = fs.fstatSync(fresh).size;
        const rest = Buffer.concat(meanwhile);
        writeAt(fresh, rest, start);
        fs.fdatasyncSync(fresh);
        fs.renameSync(temporary, path);
        syncFolder(dirname(path));
        fs.closeSync(file);
        [file, size, waiting, log.problem] = [fresh, start + rest.length, [], ''];
      } finally {
        meanwhile = undefined;
        fs.rmSync(temporary, { force: true });
      }
    },
  };

  function sync(): void {
    log.write(); // what failed before is tried again
    if (!unsynced) return;
    const synced = file;
    unsynced = false;
    fs.fdatasync(synced, (problem) => {
      if (problem && synced === file) [unsynced, log.problem] = [true, String(problem)];
    });
  }
  setInterval(policy === 'everysec' ? sync : () => log.write(), 1000).unref();

  return log;
}

/** Entries as the commands that make them, so many at a time that a client hardly waits for it. */
function* batches(entries: Iterable<Entry>): Iterable<Buffer> {
  let batch: Buffer[] = [];
  for (const [key, value, deadline] of entries) {
    const expiry = deadline === undefined ? [] : ['PXAT', String(deadline)];
    batch.push(encode(['SET', key, value, ...expiry]));
    if (batch.length < 500) continue;
    yield Buffer.concat(batch);
    batch = [];
  }
  yield Buffer.concat(batch);
}
