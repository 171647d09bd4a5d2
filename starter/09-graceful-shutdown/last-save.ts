// Third: the disk. GUIDE.md, "The last snapshot", "The log's last bytes", "What goes on in the background".
import type { ReplicationServer } from '../08-replication/server.ts';
import type { Wishes } from './wishes.ts';

interface Files {
  readonly dir: string;
  readonly appendfilename: string;
  readonly dbfilename: string;
}

/** Sees all there is to the disk, the log and the snapshot; false when that fails. What goes on in the background is ended. */
// server.log?.close() throws when it fails, server.saves.now() is false then. Which of the two is wished for?
export function lastSave(_server: ReplicationServer, _files: Files, _wishes: Wishes): boolean {
  return true;
}

/** Removes what was not written to its end. */
// How did stages 05, 06 and 08 call their temporary files?
export function removeUnfinished(_files: Files): void {}
