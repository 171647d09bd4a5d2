// Second: the one Map that all commands go through. GUIDE.md, "One map".

/** Where values live: what a `Map` can do, so that another kind of table can take its place. */
export interface Table<V> extends Pick<Map<string, V>, 'get' | 'has' | 'delete' | 'clear' | 'keys' | 'size'> {
  set(key: string, value: V): unknown;
}

/** The keys and their values, both as latin1 text: one character a byte. */
export type Keyspace = ReturnType<typeof createKeyspace>;

/** An empty keyspace. One thread runs all commands, one after the other: there is nothing to lock. */
export function createKeyspace(_values: Table<string> = new Map()) {
  const keyspace = {
    /** Grows with each change: who compares it before and after a command knows whether that changed anything. */
    // Nobody asks before stage 05, but it is easiest to count from the beginning.
    dirty: 0,
    // 03.54
    size: (): number => notYet('size'),
    // 03.13
    has: (_key: string): boolean => notYet('has'),
    // 03.2
    get: (_key: string): string | undefined => notYet('get'),
    /** Gives the key a new value, and nothing of the old one stays. */
    // Begin here, after SET has brought you here (03.1).
    set(_key: string, _value: string): void {
      notYet('set');
    },
    /** Changes the value the key has: what else belongs to the key stays. */
    // For INCR and APPEND. Nothing else belongs to a key yet: deadlines will, in stage 04.
    update: (key: string, value: string): void => keyspace.set(key, value),
    /** True when there was such a key. */
    // 03.11
    delete: (_key: string): boolean => notYet('delete'),
    // 03.55
    clear(): void {
      notYet('clear');
    },
    // 03.47
    keys: (): Iterable<string> => notYet('keys'),
  };
  return keyspace;
}

// An error that a command throws is its reply.
function notYet(name: string): never {
  throw new Error(`not implemented yet: ${name}() in starter/03-get-set/keyspace.ts`);
}
