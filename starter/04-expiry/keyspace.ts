// Stage 04, the heart of it. strings.ts is where to begin; its first command sends you here. Next: expiry.ts.
import { createKeyspace, type Table } from '../03-get-set/keyspace.ts';

/** A keyspace whose keys may have a deadline: Unix time in ms, after which the key is gone. */
export type ExpiringKeyspace = ReturnType<typeof createExpiringKeyspace>;

/**
 * An empty one, around the keyspace of stage 03: no command of stage 03 has to know about deadlines.
 * @param values where values live
 * @param deadlines a second table beside it, for those keys that have a deadline (GUIDE.md, "Two maps")
 */
export function createExpiringKeyspace(
  values: Table<string> = new Map(),
  deadlines: Table<bigint> = new Map(),
) {
  const plain = createKeyspace(values);

  // As it stands here, a key never has a deadline. `plain` has more functions than these: has, get, set, update, delete,
  // clear, keys. Which of them must look at the deadline, and which must take it away? Put your own in their place.
  const keyspace = Object.assign(plain, {
    /** Unix time in ms. Whoever looks at a deadline compares it with this; server.ts keeps it right. */
    now: Date.now(),
    /** True while nothing expires, not even what is over. Stages 05 and 08 will need it. */
    standstill: false,

    /** How many keys have a deadline. */
    mortal: (): number => deadlines.size,
    /** The deadline of a key; `undefined` when it has none, or isn't there. */
    deadline: (_key: string): bigint | undefined => undefined,
    /** Gives a key that is there a deadline. */
    expireAt(_key: string, _deadline: bigint): void {},
    /** Takes the deadline away; true when there was one. */
    persist: (_key: string): boolean => false,

    /** Removes a key whose time is over. Both lazy and active expiry end up here. */
    expire(_key: string): void {},
    /** Looks at the next `count` keys with a deadline; true when much was over, so that going on at once is worth it. */
    sweep: (_count: number): boolean => false,
  });
  return keyspace;
}
