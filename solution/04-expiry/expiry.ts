import { type Command, type Commands, read, write } from '../02-resp-parser/commands.ts';
import { error, integer } from '../02-resp-parser/replies.ts';
import { toDeadline, type Unit } from './deadlines.ts';
import type { ExpiringKeyspace } from './keyspace.ts';
import { expireOrDelete } from './strings.ts';

/** Commands on the deadline of a key: https://redis.io/docs/latest/commands/expire/ */
export function expiryCommands(keyspace: ExpiringKeyspace): Commands {
  const expire = (name: string, unit: Unit): Command =>
    write(-3, (args) => {
      const conditions = { nx: false, xx: false, gt: false, lt: false };
      for (let i = 3; i < args.length; i++) {
        const word = args.word(i);
        if (!Object.hasOwn(conditions, word)) return error(`ERR Unsupported option ${args.string(i)}`);
        conditions[word as keyof typeof conditions] = true;
      }
      const { nx, xx, gt, lt } = conditions;
      if (nx && (xx || gt || lt))
        return error('ERR NX and XX, GT or LT options at the same time are not compatible');
      if (gt && lt) return error('ERR GT and LT options at the same time are not compatible');

      const deadline = toDeadline(name, args.string(2), unit, keyspace.now, true);
      if (typeof deadline === 'string') return deadline;
      const key = args.string(1);
      if (!keyspace.has(key)) return integer(0);
      const current = args.length > 3 ? keyspace.deadline(key) : undefined;
      // A key without a deadline lives forever: any deadline is less, and none is greater.
      const refused =
        (nx && current !== undefined) ||
        (xx && current === undefined) ||
        (gt && (current === undefined || deadline <= current)) ||
        (lt && current !== undefined && deadline >= current);
      if (refused) return integer(0);
      expireOrDelete(keyspace, key, deadline);
      return integer(1);
    });

  const tell = (unit: 's' | 'ms', absolute: boolean): Command =>
    read(2, (args) => {
      const key = args.string(1);
      const deadline = keyspace.deadline(key);
      if (deadline === undefined) return integer(keyspace.has(key) ? -1 : -2);
      const ms = absolute ? deadline : deadline - BigInt(keyspace.now);
      return integer(unit === 'ms' ? ms : (ms + 500n) / 1000n);
    });

  return {
    expire: expire('expire', 'ex'),
    pexpire: expire('pexpire', 'px'),
    expireat: expire('expireat', 'exat'),
    pexpireat: expire('pexpireat', 'pxat'),
    ttl: tell('s', false),
    pttl: tell('ms', false),
    expiretime: tell('s', true),
    pexpiretime: tell('ms', true),

    persist: write(2, (args) => {
      const done = keyspace.has(args.string(1)) && keyspace.persist(args.string(1));
      if (done) keyspace.dirty++;
      return integer(done ? 1 : 0);
    }),
  };
}
