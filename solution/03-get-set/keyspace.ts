/** Where values live: what a `Map` can do, so that another kind of table can take its place. */
export interface Table<V> extends Pick<Map<string, V>, 'get' | 'has' | 'delete' | 'clear' | 'keys' | 'size'> {
  set(key: string, value: V): unknown;
}

/** The keys and their values, both as latin1 text: one character a byte. */
export type Keyspace = ReturnType<typeof createKeyspace>;

/** An empty keyspace. One thread runs all commands, one after the other: there is nothing to lock. */
export function createKeyspace(values: Table<string> = new Map()) {
  const keyspace = {
    /** Grows with each change: who compares it before and after a command knows whether that changed anything. */
    dirty: 0,
    size: (): number => values.size,
    has: (key: string): boolean => values.has(key),
    get: (key: string): string | undefined => values.get(key),
    /** Gives the key a new value, and nothing of the old one stays. */
    set(key: string, value: string): void {
      values.set(key, value);
      keyspace.dirty++;
    },
    /** Changes the value the key has: what else belongs to the key stays. */
    update: (key: string, value: string): void => keyspace.set(key, value),
    /** True when there was such a key. */
    delete(key: string): boolean {
      if (values.has(key)) keyspace.dirty++;
      return values.delete(key);
    },
    clear(): void {
      keyspace.dirty += values.size;
      values.clear();
    },
    keys: (): Iterable<string> => values.keys(),
  };
  return keyspace;
}
