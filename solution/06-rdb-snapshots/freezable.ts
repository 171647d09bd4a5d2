import type { Table } from '../03-get-set/keyspace.ts';

/** A table that can be frozen: what `freeze` gives stays as it is, until `thaw` is called with it. */
export interface Freezable<V> extends Table<V> {
  /** Whether it can be frozen: it isn't, and has settled since it was. */
  ready(): boolean;
  /** Freezes the table, and gives all that is in it. */
  freeze(): Iterable<readonly [key: string, value: V]>;
  /** Ends that. */
  thaw(entries: Iterable<readonly [key: string, value: V]>): void;
}

/**
 * A table that freezes in an instant: its Map stays as it is, and what changes goes into a second one above it. So there
 * is a snapshot for whoever goes through the frozen Map, for as long as that takes. (Redis has the system do it: fork.)
 */
export function createFreezable<V>() {
  let [below, frozen] = [new Map<string, V>(), false];
  const above = new Map<string, V | undefined>(); // what differs from below; undefined: the key is gone

  const table = {
    get size(): number {
      if (above.size === 0) return below.size; // as most of the time
      return [...above.keys()].reduce((n, key) => n + +table.has(key) - +below.has(key), below.size);
    },
    get: (key: string) => (above.size > 0 && above.has(key) ? above.get(key) : below.get(key)),
    has: (key: string): boolean => table.get(key) !== undefined,
    set: (key: string, value: V): boolean => put(key, value),
    delete: (key: string): boolean => table.has(key) && put(key, undefined),
    clear(): void {
      [below, frozen] = [new Map(), false]; // who goes through the old Map keeps it
      above.clear();
    },
    *keys(): Generator<string, undefined> {
      for (const key of below.keys()) if (!above.has(key)) yield key;
      for (const [key, value] of above) if (value !== undefined) yield key;
    },

    /** Whether it can be frozen: it isn't, and has settled since it was. */
    ready: (): boolean => !frozen && above.size === 0,
    /** Freezes the table, and gives all that is in it. */
    freeze(): ReadonlyMap<string, V> {
      frozen = true;
      return below;
    },
    /** Ends that: what is above settles, a little each turn, so that nobody has to wait. */
    thaw(map: ReadonlyMap<string, V>): void {
      if (map !== below) return; // it was cleared meanwhile
      frozen = false;
      let left = 1000;
      for (const [key, value] of above) {
        if (left-- === 0) return void setImmediate(table.thaw, map);
        put(key, value);
      }
    },
  };

  function put(key: string, value: V | undefined): true {
    if (frozen) above.set(key, value);
    else if (value === undefined) below.delete(key);
    else below.set(key, value);
    if (!frozen && above.size > 0) above.delete(key);
    return true;
  }

  return table satisfies Freezable<V>;
}
