// The file that grows. server.ts is where to begin; come here with it for 05.1: append, write.
import { openSync } from 'node:fs';

/** When the log has to be on the disk itself: before each reply, within a second or so, or when the system likes. */
export type Policy = 'always' | 'everysec' | 'no';

/** Whether a text names a policy. */
export const isPolicy = (text: string): text is Policy => /^(always|everysec|no)$/.test(text);

/** A key, its value, and its deadline if it has one. */
export type Entry = readonly [key: string, value: string, deadline: bigint | undefined];

/** The file that commands are appended to. */
export type Log = ReturnType<typeof openLog>;

/** Opens the log. A replay has left whole commands in it, if anything. `wake` is called when there is work to `write`. */
export function openLog(_path: string, _policy: Policy, _wake: () => void) {
  // Open the file here; `openSync` gives a number that stands for it. The folder was there: server.ts looked.
  void openSync;

  const log = {
    /** Why the last write failed; '' when it didn't. */
    problem: '',

    /** Takes a command; it is written together with all others of the turn. */
    append(_command: Buffer): void {},

    /**
     * Writes what waits, and with `always` sees it to the disk (GUIDE.md, "fsync policies"). When that fails it waits on, and
     * `problem` says why: nothing is thrown.
     */
    write(): void {},

    /** Whether a rewrite is going on. */
    rewriting: (): boolean => false,

    /**
     * Replaces the log by the shortest one for what `snapshot` gives, which is called at once. Clients are served
     * meanwhile: what they change stands behind the entries. When it fails it throws, and the old log stays.
     */
    async rewrite(_snapshot: () => Iterable<Entry>): Promise<void> {
      throw new Error('not implemented yet: go on in starter/05-aof-persistence/log.ts');
    },
  };
  return log;
}
