import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplicationServer } from '../08-replication/server.ts';
import type { Wishes } from './wishes.ts';

interface Files {
  readonly dir: string;
  readonly appendfilename: string;
  readonly dbfilename: string;
}

/** Sees all there is to the disk, the log and the snapshot; false when that fails. What goes on in the background is ended. */
export function lastSave({ log, saves }: ReplicationServer, files: Files, wishes: Wishes): boolean {
  removeUnfinished(files);
  const snapshot = wishes.has('save') || (saves.points.length > 0 && !wishes.has('nosave'));
  const logged = tryTo(() => log?.close());
  return (!snapshot || saves.now()) && logged;
}

/** Removes what was not written to its end. Without a name such a file is no use even to who writes it: it fails. */
export function removeUnfinished({ dir, appendfilename, dbfilename }: Files): void {
  const starts = [`${dbfilename}.temp`, `${appendfilename}.rewrite`, `replicas-${process.pid}-`];
  tryTo(() => {
    const unfinished = readdirSync(dir).filter((name) => starts.some((start) => name.startsWith(start)));
    for (const name of unfinished) tryTo(() => unlinkSync(join(dir, name)));
  });
}

/** Whatever goes wrong in the end, the rest has to be done, too. */
function tryTo(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (problem) {
    console.warn(`While shutting down: ${problem}`);
    return false;
  }
}
