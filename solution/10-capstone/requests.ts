import { array, bulk } from '../02-resp-parser/replies.ts';
import type { Settings } from './settings.ts';

/** Numbers that look random, and are the same for the same seed: from 0 up to, but not including, `below`. */
export type Random = (below: number) => number;

/** A generator of 32 bits, mulberry32: quick, and good enough to choose keys. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Wanted = Pick<Settings, 'command' | 'keyspace' | 'size' | 'seed'>;

/**
 * What is sent, one request a call, as RESP in latin1. The same seed gives the same requests, whichever connection
 * takes them. `choose` picks a key's number.
 */
export function createRequests(
  { command, keyspace, size, seed }: Wanted,
  choose = (random: Random) => random(keyspace),
): () => string {
  const random = createRandom(seed);
  const value = bulk('x'.repeat(size));
  // INCR has keys of its own: the others hold no numbers.
  const key = (prefix: string) => bulk(prefix + choose(random));
  const requests = [
    () => array([bulk('PING')]),
    () => array([bulk('SET'), key('key:'), value]),
    () => array([bulk('GET'), key('key:')]),
    () => array([bulk('INCR'), key('counter:')]),
  ] as const;
  const mixed = () => (requests[random(4)] ?? requests[0])();
  return { ping: requests[0], set: requests[1], get: requests[2], incr: requests[3] }[command] ?? mixed;
}
