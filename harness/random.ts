// Data that nobody can guess and everybody can reproduce: all of it comes from a seed.
import { createCipheriv, createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Reproducible random data for one test. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** Bytes of any value: exactly `min` of them, or from `min` to `max`. */
  bytes(min: number, max?: number): Buffer;
  /** Lower-case letters and digits, a letter first, so that it is no number: exactly `min` of them, or from `min` to `max`. */
  text(min: number, max?: number): string;
  /** A key that no other test uses, such as `k:x81hq0aw`. */
  key(prefix?: string): string;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** Sizes from 1 to `largest` that add up to `total`: how to cut something into pieces. */
  sizes(total: number, largest: number): number[];
}

/** The random data of one test of one run: the same seed and test id give the same bytes. */
export function createRandom(seed: number, testId: string): Random {
  const digest = createHash('sha256').update(`${seed} ${testId}`).digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  const integer = (min: number, max: number) => uniformInt(generator, min, max);
  const pick = <T>(items: readonly T[]): T => items[integer(0, items.length - 1)] as T;
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const alphabet = [...letters, ...'0123456789'];
  const text = (min: number, max = min) =>
    Array.from({ length: integer(min, max) }, (_, i) => pick(i === 0 ? letters : alphabet)).join('');

  return {
    integer,
    pick,
    text,
    key: (prefix = 'k:') => prefix + text(8),
    bytes(min, max = min) {
      // A cipher makes a GiB in a second: a payload of many MiB should cost nothing.
      const key = Int32Array.from({ length: 4 }, () => generator.next());
      return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(integer(min, max)));
    },
    shuffle(items) {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(0, i);
        const moved = shuffled[i] as (typeof items)[number];
        shuffled[i] = shuffled[j] as (typeof items)[number];
        shuffled[j] = moved;
      }
      return shuffled;
    },
    sizes(total, largest) {
      const sizes: number[] = [];
      for (let left = total; left > 0; ) {
        const size = Math.min(left, integer(1, largest));
        sizes.push(size);
        left -= size;
      }
      return sizes;
    },
  };
}
