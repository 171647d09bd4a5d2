import type { Args } from '../02-resp-parser/parser.ts';
import { array, bulk } from '../02-resp-parser/replies.ts';
import type { ExpiringKeyspace } from '../04-expiry/keyspace.ts';

type Effect = (args: Args, keyspace: ExpiringKeyspace) => readonly string[] | undefined;

/** `EX 100` means another moment each time it is executed, so the moment is told. */
const setWithDeadline: Effect = (args, keyspace) => {
  if (args.length === 3) return undefined; // a plain SET
  const key = args.string(1);
  const deadline = keyspace.deadline(key);
  if (deadline !== undefined) return ['SET', key, keyspace.get(key) ?? '', 'PXAT', String(deadline)];
  return keyspace.has(key) ? undefined : ['DEL', key]; // PXAT may have been in the past
};

/** Whatever the conditions were: now the key has a deadline, or none, or is gone. */
const newDeadline: Effect = (args, keyspace) => {
  const key = args.string(1);
  if (!keyspace.has(key)) return ['DEL', key];
  const deadline = keyspace.deadline(key);
  return deadline === undefined ? ['PERSIST', key] : ['PEXPIREAT', key, String(deadline)];
};

const EFFECTS: Readonly<Record<string, Effect>> = {
  set: setWithDeadline,
  setex: setWithDeadline,
  psetex: setWithDeadline,
  getex: newDeadline,
  expire: newDeadline,
  pexpire: newDeadline,
  expireat: newDeadline,
  pexpireat: newDeadline,
};

/** What a command has just changed, as RESP with the same effect at any time. Most commands are that themselves. */
export function effectOf(args: Args, keyspace: ExpiringKeyspace): Buffer {
  const effect = EFFECTS[args.word(0)]?.(args, keyspace);
  return effect === undefined ? args.raw() : encode(effect);
}

/** A command as RESP. */
export const encode = (words: readonly string[]): Buffer => Buffer.from(array(words.map(bulk)), 'latin1');
