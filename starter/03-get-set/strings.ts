// Begin here, with setString(), at the end: GUIDE.md, "A table of commands" and "One map".
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import type { Args } from '../02-resp-parser/parser.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { Keyspace } from './keyspace.ts';

/** What a command says about an option it doesn't know, or one too many. */
export const syntaxError = error('ERR syntax error');

/** What a command says when an argument or a value should be a 64-bit integer. */
export const notAnInteger = error('ERR value is not an integer or out of range');

/** Commands on strings: https://redis.io/docs/latest/commands/?group=string */
export function stringCommands(keyspace: Keyspace): Commands {
  // The number before each function says how many arguments it takes, the name included; -3: three or more.
  return {
    // 03.1 – 03.10
    set: write(-3, (args) => setString(keyspace, args, { nx: false, xx: false, get: false })),
    get: read(2, () => notYet('get')),
    // DEL and EXISTS come next (03.11 – 03.14): generic.ts

    // 03.18 – 03.23
    strlen: read(2, () => notYet('strlen')),
    append: write(3, () => notYet('append')),
    mset: write(-3, () => notYet('mset')),
    mget: read(-2, () => notYet('mget')),

    // 03.24 – 03.32: the options of SET. args.word(3) is the first of them, in lower case.
    // 03.33 – 03.35
    setnx: write(3, () => notYet('setnx')),
    getset: write(3, () => notYet('getset')),
    getdel: write(2, () => notYet('getdel')),

    // 03.36 – 03.45, with integers.ts: all four are one addition.
    incr: write(2, () => notYet('incr')),
    decr: write(2, () => notYet('decr')),
    incrby: write(3, () => notYet('incrby')),
    decrby: write(3, () => notYet('decrby')),
  };
}

/** SET only when the key is absent (nx), only when it is there (xx), and whether it tells the old value (get). */
export type SetOptions = Readonly<Record<'nx' | 'xx' | 'get', boolean>>;

/** Gives the key `args` name a value, unless the options forbid it, and says so. */
export function setString(_keyspace: Keyspace, _args: Args, _options: SetOptions): string {
  // The key is args.string(1), the value args.string(2). keyspace.set keeps them, `ok` of replies.ts is the reply.
  return notYet('begin with setString(),');
}

/** The arguments from `first` on. (DEL with `Array.from` is a third slower.) */
export const strings = (args: Args, first: number): string[] =>
  new Array<number>(args.length - first).fill(first).map((from, i) => args.string(from + i));

const notYet = (name: string): string =>
  error(`ERR not implemented yet: ${name} in starter/03-get-set/strings.ts`);
