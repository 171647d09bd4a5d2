// Stage 04. Begin here, with SET: EX and PX first. It needs toDeadline() of deadlines.ts and the second map of keyspace.ts.
import { type Commands, write } from '../02-resp-parser/commands.ts';
import type { ExpiringKeyspace } from './keyspace.ts';

const notYet = '-ERR not implemented yet: begin in starter/04-expiry/strings.ts\r\n';

/** Commands that set or get a value and its deadline: https://redis.io/docs/latest/commands/set/ */
export function expiringStringCommands(_keyspace: ExpiringKeyspace): Commands {
  return {
    /** Takes the place of SET of stage 03. setString() of stage 03 still does NX, XX and GET for you. */
    set: write(-3, () => notYet),
    /** SETEX key seconds value */
    setex: write(-1, () => notYet),
    /** PSETEX key milliseconds value */
    psetex: write(-1, () => notYet),
    /** GETEX key [EX | PX | EXAT | PXAT time | PERSIST] */
    getex: write(-1, () => notYet),
  };
}

/**
 * Gives a key that is there a deadline, or deletes it when that is over already (GUIDE.md, "Deadlines in the past"). Either
 * counts as one change in `keyspace.dirty`.
 */
export function expireOrDelete(_keyspace: ExpiringKeyspace, _key: string, _deadline: bigint): void {
  // EXPIRE and GETEX need it. SET doesn't: a new value may simply be over at once.
}
