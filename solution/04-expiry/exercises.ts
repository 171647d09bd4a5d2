import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import { array, bulkOrNil, error, integer, ok } from '../02-resp-parser/replies.ts';
import { isInteger } from '../03-get-set/integers.ts';
import { notAnInteger, strings, syntaxError } from '../03-get-set/strings.ts';
import { createExpiringKeyspace, type ExpiringKeyspace } from './keyspace.ts';
import { createServer, type ExpiryServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(values: Flags, keyspace = createExpiringKeyspace()): ExpiryServer {
  const server = createServer(values, keyspace);
  Object.assign(server.commands, moving(keyspace), drawing(keyspace), limiting(keyspace));
  countExpired(server);
  return server;
}

/** 1. RENAME, RENAMENX, COPY: https://redis.io/docs/latest/commands/rename/ */
function moving(keyspace: ExpiringKeyspace): Commands {
  const noSuchKey = error('ERR no such key');

  /** Gives `to` the value and the deadline of `from`; false when that is not there. */
  function transfer(from: string, to: string, keep: boolean): boolean {
    const [value, deadline] = [keyspace.get(from), keyspace.deadline(from)];
    if (value === undefined) return false;
    if (!keep) keyspace.delete(from);
    keyspace.set(to, value); // and with the old value goes its deadline
    if (deadline !== undefined) keyspace.expireAt(to, deadline);
    return true;
  }

  return {
    rename: write(3, (args) => (transfer(args.string(1), args.string(2), false) ? ok : noSuchKey)),

    renamenx: write(3, (args) => {
      const [from, to] = [args.string(1), args.string(2)];
      if (!keyspace.has(from)) return noSuchKey;
      return integer(!keyspace.has(to) && transfer(from, to, false) ? 1 : 0);
    }),

    copy: write(-3, (args) => {
      const [from, to] = [args.string(1), args.string(2)];
      const options = strings(args, 3).map((option) => option.toLowerCase());
      if (options.some((option) => option !== 'replace')) return syntaxError;
      if (from === to) return error('ERR source and destination objects are the same');
      const free = options.length > 0 || !keyspace.has(to);
      return integer(free && transfer(from, to, true) ? 1 : 0);
    }),
  };
}

/** 2. RANDOMKEY: https://redis.io/docs/latest/commands/randomkey/ */
function drawing(keyspace: ExpiringKeyspace): Commands {
  const randomkey = read(1, () => {
    const living = [...keyspace.keys()]; // who goes through the keys meets no expired one
    return bulkOrNil(living[Math.floor(Math.random() * living.length)]);
  });
  return { randomkey };
}

/** 3. What has expired, in INFO: https://redis.io/docs/latest/commands/info/ */
function countExpired({ keyspace, info }: ExpiryServer): void {
  let expired = 0;
  const { expire } = keyspace;
  keyspace.expire = (key) => {
    expired++;
    expire(key);
  };
  info['Stats'] = () => ({ expired_keys: expired });
  info['Keyspace'] = () =>
    keyspace.size() === 0 ? {} : { db0: `keys=${keyspace.size()},expires=${keyspace.mortal()},avg_ttl=0` };
}

/**
 * 4. CL.THROTTLE: https://github.com/brandur/redis-cell. All that is kept of a limiter is the moment at which it will
 * be as if nobody had ever come (GCRA): the value of its key, in microseconds since 1970, and its deadline.
 */
function limiting(keyspace: ExpiringKeyspace): Commands {
  const throttle = write(-5, (args) => {
    const numbers = strings(args, 2);
    if (numbers.length > 4) return syntaxError;
    if (!numbers.every(isInteger)) return notAnInteger;
    const [burst = 0, count = 0, period = 0, quantity = 1] = numbers.map(Number);
    if (burst < 0 || count < 1 || period < 1 || quantity < 0) return error('ERR invalid rate limit');

    const [key, now, limit] = [args.string(1), keyspace.now * 1000, burst + 1];
    const interval = Math.ceil((period * 1e6) / count); // what one request takes, in microseconds
    const moment = Math.max(Number(keyspace.get(key) ?? 0), now);
    const next = moment + quantity * interval;
    const wait = next - (now + limit * interval); // until this would pass
    const passes = wait <= 0;
    if (passes && next > now) {
      keyspace.set(key, String(next));
      keyspace.expireAt(key, BigInt(Math.ceil(next / 1000)));
    }
    const taken = (passes ? next : moment) - now;
    const left = Math.max(Math.floor(limit - taken / interval), 0);
    const seconds = (microseconds: number) => Math.ceil(microseconds / 1e6);
    return array([passes ? 0 : 1, limit, left, passes ? -1 : seconds(wait), seconds(taken)].map(integer));
  });
  return { 'cl.throttle': throttle };
}

main(import.meta.filename, flags, createExercises);
