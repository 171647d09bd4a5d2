import { type Command, type Commands, write } from '../02-resp-parser/commands.ts';
import type { Args } from '../02-resp-parser/parser.ts';
import { bulk, nil, ok } from '../02-resp-parser/replies.ts';
import { setString, syntaxError } from '../03-get-set/strings.ts';
import { toDeadline, type Unit, units } from './deadlines.ts';
import type { ExpiringKeyspace } from './keyspace.ts';

/** Commands that set or get a value and its deadline: https://redis.io/docs/latest/commands/set/ */
export function expiringStringCommands(keyspace: ExpiringKeyspace): Commands {
  const setex = (name: string, unit: Unit): Command =>
    write(4, (args) => {
      const deadline = toDeadline(name, args.string(2), unit, keyspace.now, false);
      if (typeof deadline === 'string') return deadline;
      keyspace.set(args.string(1), args.string(3));
      keyspace.expireAt(args.string(1), deadline);
      return ok;
    });

  return {
    setex: setex('setex', 'ex'),
    psetex: setex('psetex', 'px'),

    set: write(-3, (args) => {
      const options = readOptions(args, 3, ['nx', 'xx', 'get', 'keepttl']);
      if (options === undefined) return syntaxError;
      const { unit, time, keepttl } = options;
      let deadline = unit && toDeadline('set', time, unit, keyspace.now, false);
      if (typeof deadline === 'string') return deadline;
      if (keepttl) deadline = keyspace.deadline(args.string(1));
      const { dirty } = keyspace;
      const reply = setString(keyspace, args, options);
      if (deadline !== undefined && keyspace.dirty !== dirty) keyspace.expireAt(args.string(1), deadline);
      return reply;
    }),

    getex: write(-2, (args) => {
      const options = readOptions(args, 2, ['persist']);
      if (options === undefined) return syntaxError;
      const key = args.string(1);
      const value = keyspace.get(key);
      if (value === undefined) return nil;
      const deadline = options.unit && toDeadline('getex', options.time, options.unit, keyspace.now, false);
      if (typeof deadline === 'string') return deadline;
      if (deadline !== undefined) expireOrDelete(keyspace, key, deadline);
      else if (options.persist && keyspace.persist(key)) keyspace.dirty++;
      return bulk(value);
    }),
  };
}

/** Gives a key a deadline; when it is past already, the key goes. Either is one change. */
export function expireOrDelete(keyspace: ExpiringKeyspace, key: string, deadline: bigint): void {
  if (deadline <= keyspace.now && !keyspace.standstill) keyspace.delete(key);
  else {
    keyspace.expireAt(key, deadline);
    keyspace.dirty++;
  }
}

type Flag = 'nx' | 'xx' | 'get' | 'keepttl' | 'persist';

const none: Record<Flag, boolean> & { unit: Unit | undefined; time: string } = {
  nx: false,
  xx: false,
  get: false,
  keepttl: false,
  persist: false,
  unit: undefined,
  time: '',
};

/** What stands after a key and its value: flags, and at most one time with its unit. `undefined` when that can't be. */
function readOptions(args: Args, from: number, allowed: readonly Flag[]) {
  if (args.length === from) return none; // as most of the time
  const options = { ...none };
  for (let i = from; i < args.length; i++) {
    const word = args.word(i);
    const flag = allowed.find((name) => name === word);
    if (flag !== undefined) options[flag] = true;
    else if (isUnit(word) && word === (options.unit ?? word) && i + 1 < args.length) {
      options.unit = word;
      options.time = args.string(++i);
    } else return undefined;
  }
  const { nx, xx, keepttl, persist, unit } = options;
  return (nx && xx) || (unit !== undefined && (keepttl || persist)) ? undefined : options;
}

const isUnit = (word: string): word is Unit => Object.hasOwn(units, word);
