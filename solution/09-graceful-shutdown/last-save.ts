import * as fs from 'node:fs';
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
  const names = fs.existsSync(dir) ? fs.readdirSync(dir) : [];
  const unfinished = names.filter((name) => starts.some((start) => name.startsWith(start)));
  for (const name of unfinished) fs.rmSync(join(dir, name), { force: true });
}

function tryTo(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (problem) {
    console.warn(`The log can't be written to its end: ${problem}`);
    return false;
  }
}
