// The commands on deadlines themselves. Come here for TTL and PTTL when SET with EX works; then EXPIRE, then the others.
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import type { ExpiringKeyspace } from './keyspace.ts';

const notYet = '-ERR not implemented yet: go on in starter/04-expiry/expiry.ts\r\n';

/** Commands on the deadline of a key: https://redis.io/docs/latest/commands/expire/ */
export function expiryCommands(_keyspace: ExpiringKeyspace): Commands {
  return {
    /** What is left, in seconds and in milliseconds (GUIDE.md, "What is left"). */
    ttl: read(-1, () => notYet),
    pttl: read(-1, () => notYet),
    /** The deadline itself, as a Unix time in seconds and in milliseconds. */
    expiretime: read(-1, () => notYet),
    pexpiretime: read(-1, () => notYet),

    /** EXPIRE key time [NX | XX | GT | LT]: one function can make all four of them. */
    expire: write(-1, () => notYet),
    pexpire: write(-1, () => notYet),
    expireat: write(-1, () => notYet),
    pexpireat: write(-1, () => notYet),

    persist: write(-1, () => notYet),
  };
}
