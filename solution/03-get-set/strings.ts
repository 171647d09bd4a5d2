import { constants } from 'node:buffer';
import { type Commands, read, write, wrongArity } from '../02-resp-parser/commands.ts';
import type { Args } from '../02-resp-parser/parser.ts';
import { array, bulkOrNil, error, integer, ok } from '../02-resp-parser/replies.ts';
import { isInteger, negated, sum } from './integers.ts';
import type { Keyspace } from './keyspace.ts';

/** What a command says about an option it doesn't know, or one too many. */
export const syntaxError = error('ERR syntax error');

/** What a command says when an argument or a value should be a 64-bit integer. */
export const notAnInteger = error('ERR value is not an integer or out of range');

const LONGEST = Math.min(512 * 1024 * 1024, constants.MAX_STRING_LENGTH - 64); // bytes of a value

/** Commands on strings: https://redis.io/docs/latest/commands/?group=string */
export function stringCommands(keyspace: Keyspace): Commands {
  return {
    get: read(2, (args) => bulkOrNil(keyspace.get(args.string(1)))),
    mget: read(-2, (args) => array(strings(args, 1).map((key) => bulkOrNil(keyspace.get(key))))),
    strlen: read(2, (args) => integer(keyspace.get(args.string(1))?.length ?? 0)),

    set: write(-3, (args) => {
      const options = { nx: false, xx: false, get: false };
      for (let i = 3; i < args.length; i++) {
        const option = args.word(i);
        if (option !== 'nx' && option !== 'xx' && option !== 'get') return syntaxError;
        options[option] = true;
      }
      return options.nx && options.xx ? syntaxError : setString(keyspace, args, options);
    }),
    setnx: write(3, (args) => {
      const { dirty } = keyspace;
      setString(keyspace, args, { nx: true, xx: false, get: false });
      return integer(keyspace.dirty - dirty);
    }),
    getset: write(3, (args) => setString(keyspace, args, { nx: false, xx: false, get: true })),
    getdel: write(2, (args) => {
      const old = keyspace.get(args.string(1));
      keyspace.delete(args.string(1));
      return bulkOrNil(old);
    }),
    mset: write(-3, (args) => {
      if (args.length % 2 === 0) return wrongArity('mset');
      for (let i = 1; i < args.length; i += 2) keyspace.set(args.string(i), args.string(i + 1));
      return ok;
    }),

    append: write(3, (args) => {
      const value = (keyspace.get(args.string(1)) ?? '') + args.string(2);
      if (value.length > LONGEST)
        return error('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
      keyspace.update(args.string(1), value);
      return integer(value.length);
    }),
    incr: write(2, (args) => increment(keyspace, args.string(1), '1')),
    decr: write(2, (args) => increment(keyspace, args.string(1), '-1')),
    incrby: write(3, (args) => increment(keyspace, args.string(1), args.string(2))),
    decrby: write(3, (args) => {
      if (!isInteger(args.string(2))) return notAnInteger;
      const by = negated(args.string(2));
      return by === undefined
        ? error('ERR decrement would overflow')
        : increment(keyspace, args.string(1), by);
    }),
  };
}

/** SET only when the key is absent (nx), only when it is there (xx), and whether it tells the old value (get). */
export type SetOptions = Readonly<Record<'nx' | 'xx' | 'get', boolean>>;

/** Gives the key `args` name a value, unless the options forbid it, and says so. */
export function setString(keyspace: Keyspace, args: Args, { nx, xx, get }: SetOptions): string {
  const key = args.string(1);
  const old = get ? keyspace.get(key) : undefined;
  const refused = (nx || xx) && keyspace.has(key) !== xx;
  if (!refused) keyspace.set(key, args.string(2));
  return get || refused ? bulkOrNil(old) : ok;
}

/** The arguments from `first` on. (DEL with `Array.from` is a third slower.) */
export const strings = (args: Args, first: number): string[] =>
  new Array<number>(args.length - first).fill(first).map((from, i) => args.string(from + i));

function increment(keyspace: Keyspace, key: string, by: string): string {
  const value = keyspace.get(key) ?? '0';
  if (!isInteger(by) || !isInteger(value)) return notAnInteger;
  const total = sum(value, by);
  if (total === undefined) return error('ERR increment or decrement would overflow');
  keyspace.update(key, total);
  return integer(total);
}
