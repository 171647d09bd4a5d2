// The table behind the keys. It is a Map like any other until 06.45; then come here (GUIDE.md, "One instant").
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
  const below = new Map<string, V>();

  const table = {
    get size(): number {
      return below.size;
    },
    get: (key: string): V | undefined => below.get(key),
    has: (key: string): boolean => below.has(key),
    set: (key: string, value: V) => below.set(key, value),
    delete: (key: string): boolean => below.delete(key),
    clear(): void {
      below.clear();
    },
    *keys(): Generator<string, undefined> {
      yield* below.keys();
    },

    /** Whether it can be frozen: it isn't, and has settled since it was. */
    ready: (): boolean => true,
    /** Freezes the table, and gives all that is in it. */
    freeze(): ReadonlyMap<string, V> {
      return below;
    },
    /** Ends that: what is above settles, a little each turn, so that nobody has to wait. `map` is what `freeze` gave. */
    thaw(_map: ReadonlyMap<string, V>): void {},
  };
  return table satisfies Freezable<V>;
}
