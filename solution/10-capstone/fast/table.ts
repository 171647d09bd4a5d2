import { randomBytes } from 'node:crypto';
import type { Freezable } from '../../06-rdb-snapshots/freezable.ts';
import { createArena } from './arena.ts';
import { AHEAD, type Batch } from './batch.ts';

const SEGMENTS = 256;
const SEED = randomBytes(4).readInt32LE(); // so that nobody can send keys which all have the same hash

/** A table of values, without a JavaScript object for any of them. */
export type ArenaTable = ReturnType<typeof createArenaTable>;

/**
 * A table whose keys and values are bytes in an arena. Where a key's record is stands in one of 256 segments: an array
 * of hashes and records, in which a key is searched from the place its hash says to the next empty one. A segment that
 * is nearly full grows, by itself: so a million keys are never moved at once.
 */
export function createArenaTable() {
  let arena = createArena();
  const segments: Int32Array[] = [];
  const counts = new Int32Array(SEGMENTS);
  let size = 0;
  let scratch = Buffer.alloc(1024); // for keys that come as text
  let [hash, at] = [0, 0]; // of the key that was searched last, and where it is or should be in its segment
  const next = new Int32Array(AHEAD); // records that are likely to be asked for next
  const seen = new Int32Array(1); // of no use: without it V8 would leave out what is read for nothing

  const table = {
    get size(): number {
      return size;
    },
    get: (key: string): string | undefined => {
      const record = findText(key);
      return record === 0 ? undefined : arena.value(record);
    },
    has: (key: string): boolean => findText(key) !== 0,
    set(key: string, value: string): void {
      const record = place(findText(key), scratch, 0, key.length, value.length);
      arena.page(record).write(value, arena.valueAt(record), 'latin1');
    },
    delete(key: string): boolean {
      const record = findText(key);
      if (record === 0) return false;
      remove();
      arena.release(record);
      return true;
    },
    clear(): void {
      arena = createArena(); // who walks through the old one keeps it
      for (let i = 0; i < SEGMENTS; i++) segments[i] = new Int32Array(16);
      counts.fill(0);
      size = 0;
    },
    keys: (): Generator<string, undefined> => arena.keys(),

    ready: (): boolean => !arena.walking(),
    freeze: (): Generator<readonly [string, string], undefined> => arena.walk(),
    thaw(): void {}, // the end of the walk is the end of that

    /** The arena, for who reads a record. */
    arena: () => arena,

    /**
     * Works out the hashes of keys that will be searched soon, and looks at all their records. A look at memory that no
     * cache holds takes as long as a few hundred steps of a program, but the processor doesn't wait for one before it begins
     * the next, if that is near and asks for nothing that the first has to tell.
     */
    lookAhead({ bytes, count, lengths, firsts, places, hashes }: Batch): void {
      for (let i = 0; i < count; i++) {
        const first = firsts[i] as number;
        if ((lengths[i] as number) > 1)
          hashes[i] = hashOf(bytes, places[first + 2] as number, places[first + 3] as number);
      }
      if (count === 1) return;
      for (let i = 0; i < count; i++) {
        const hash = hashes[i] as number;
        const segment = segments[hash >>> 24] as Int32Array;
        next[i] = segment[((hash << 1) & (segment.length - 2)) + 1] as number;
      }
      for (let i = 0; i < count; i++) if (next[i] !== 0) seen[0] = arena.keySize(next[i] as number);
    },

    /** The record of the key from `start` to `end` in `bytes`, by its hash; 0 when there is none. */
    find(bytes: Buffer, start: number, end: number, known: number): number {
      hash = known;
      const segment = segments[hash >>> 24] as Int32Array;
      const last = segment.length - 2;
      for (at = (hash << 1) & last; ; at = (at + 2) & last) {
        const record = segment[at + 1] as number;
        if (record === 0) return 0;
        if (segment[at] === hash && isKey(record, bytes, start, end)) return record;
      }
    },

    /** Gives the key that was just searched, and found at `record` or not, the value from `from` to `to` in `source`. */
    put(
      record: number,
      bytes: Buffer,
      start: number,
      end: number,
      source: Buffer,
      from: number,
      to: number,
    ): void {
      const target = place(record, bytes, start, end, to - from);
      copy(source, from, to, arena.page(target), arena.valueAt(target));
    },
  };
  table.clear();

  function findText(key: string): number {
    if (key.length > scratch.length) scratch = Buffer.alloc(2 * key.length);
    const end = scratch.write(key, 'latin1');
    return table.find(scratch, 0, end, hashOf(scratch, 0, end));
  }

  function isKey(record: number, bytes: Buffer, start: number, end: number): boolean {
    if (arena.keySize(record) !== end - start) return false;
    const page = arena.page(record);
    for (let i = start, j = arena.keyAt(record); i < end; i++, j++) if (page[j] !== bytes[i]) return false;
    return true;
  }

  /** A record with room for such a value, where the key that was just searched is. */
  function place(record: number, bytes: Buffer, start: number, end: number, valueSize: number): number {
    if (record !== 0 && arena.resize(record, valueSize)) return record;
    const fresh = arena.allocate(end - start, valueSize);
    copy(bytes, start, end, arena.page(fresh), arena.keyAt(fresh));
    const segment = segments[hash >>> 24] as Int32Array;
    segment[at] = hash;
    segment[at + 1] = fresh;
    if (record !== 0) arena.release(record);
    else added();
    return fresh;
  }

  function added(): void {
    size++;
    const number = hash >>> 24;
    const segment = segments[number] as Int32Array;
    counts[number] = (counts[number] as number) + 1;
    if ((counts[number] as number) * 5 < segment.length * 2) return; // less than 4 of 5 pairs
    const larger = new Int32Array(2 * segment.length);
    for (let i = 0; i < segment.length; i += 2) {
      if (segment[i + 1] === 0) continue;
      let to = ((segment[i] as number) << 1) & (larger.length - 2);
      while (larger[to + 1] !== 0) to = (to + 2) & (larger.length - 2);
      larger[to] = segment[i] as number;
      larger[to + 1] = segment[i + 1] as number;
    }
    segments[number] = larger;
  }

  /** Takes the key that was just found out. Those behind it move up, so that no search ends at the gap. */
  function remove(): void {
    const number = hash >>> 24;
    const segment = segments[number] as Int32Array;
    const last = segment.length - 2;
    let gap = at;
    for (let i = (gap + 2) & last; segment[i + 1] !== 0; i = (i + 2) & last) {
      const home = ((segment[i] as number) << 1) & last;
      if (((i - home) & last) < ((i - gap) & last)) continue; // it would be before its home
      segment[gap] = segment[i] as number;
      segment[gap + 1] = segment[i + 1] as number;
      gap = i;
    }
    segment[gap + 1] = 0;
    counts[number] = (counts[number] as number) - 1;
    size--;
  }

  return table satisfies Freezable<string>;
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** A few bytes are copied faster here than by a call to the system of V8. */
export function copy(source: Buffer, from: number, to: number, target: Buffer, at: number): void {
  if (to - from > 48) source.copy(target, at, from, to);
  else for (let i = from, j = at; i < to; i++, j++) target[j] = source[i] as number;
}
