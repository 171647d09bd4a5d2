import { createKeyspace, type Table } from '../03-get-set/keyspace.ts';

/** A keyspace whose keys may have a deadline: Unix time in ms, after which the key is gone. */
export type ExpiringKeyspace = ReturnType<typeof createExpiringKeyspace>;

/** An empty one. Deadlines stand in a table beside the values: most keys have none, and pay nothing for it. */
export function createExpiringKeyspace(
  values: Table<string> = new Map(),
  deadlines: Table<bigint> = new Map(),
) {
  const plain = createKeyspace(values);
  const { set, delete: remove, clear } = plain;
  let unswept = deadlines.keys();

  const keyspace = Object.assign(plain, {
    /** Unix time in ms, read once for all commands that arrive together. */
    now: Date.now(),
    /** True while nothing expires: commands out of a log or from a master come with the deletions they need. */
    standstill: false,

    has: (key: string): boolean => !isOver(key) && values.has(key),
    get: (key: string): string | undefined => (isOver(key) ? undefined : values.get(key)),
    set(key: string, value: string): void {
      deadlines.delete(key);
      set(key, value);
    },
    update: set,
    delete(key: string): boolean {
      if (isOver(key)) return false;
      deadlines.delete(key);
      return remove(key);
    },
    clear(): void {
      deadlines.clear();
      clear();
    },
    *keys(): Iterable<string> {
      for (const key of values.keys()) if (!isOver(key)) yield key;
    },

    /** How many keys have a deadline. */
    mortal: (): number => deadlines.size,
    deadline: (key: string): bigint | undefined => (isOver(key) ? undefined : deadlines.get(key)),
    /** Gives a key that is there a deadline. What that counts for in `dirty` the command knows. */
    expireAt(key: string, deadline: bigint): void {
      deadlines.set(key, deadline);
    },
    /** Takes the deadline away; true when there was one. */
    persist: (key: string): boolean => deadlines.delete(key),

    /** Puts a key back as it was, unless its time is over meanwhile. */
    restore(key: string, value: string, deadline: bigint | undefined): void {
      if (deadline !== undefined && deadline < keyspace.now && !keyspace.standstill) return;
      keyspace.set(key, value);
      if (deadline !== undefined) keyspace.expireAt(key, deadline);
    },

    /** Removes a key whose time is over: not a client's change, so it isn't counted as one. */
    expire(key: string): void {
      values.delete(key);
      deadlines.delete(key);
    },
    /** Looks at the next so many keys with a deadline, and removes those it is over for; true when that was a tenth. */
    sweep(count: number): boolean {
      const before = deadlines.size;
      for (let i = 0; i < count; i++) {
        const { value, done } = unswept.next();
        if (value !== undefined) isOver(value);
        if (done) unswept = deadlines.keys();
      }
      return (before - deadlines.size) * 10 >= count;
    },
  });

  /** Nobody ever sees a key after its deadline: who looks at it then removes it. */
  function isOver(key: string): boolean {
    const deadline = deadlines.get(key);
    if (deadline === undefined || deadline >= keyspace.now || keyspace.standstill) return false;
    keyspace.expire(key);
    return true;
  }

  return keyspace;
}
