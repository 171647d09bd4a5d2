// Third: what is sent. GUIDE.md, "What is sent", then "A seed".
import { fail } from '../01-tcp-echo/main.ts';
import { array, bulk } from '../02-resp-parser/replies.ts';
import type { Settings } from './settings.ts';

/** Numbers that look random, from 0 up to, but not including, `below`: the same ones for the same seed. */
export type Random = (below: number) => number;

/** A linear congruential generator, with the constants of Numerical Recipes: good enough to choose keys. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * What is sent, one request a call, as RESP in latin1: the same for the same seed, whichever connection takes it.
 * `choose` gives the number of a key. Ends the process when there is no such command.
 */
export function createRequests(
  { command, keyspace }: Settings,
  _choose = (random: Random) => random(keyspace),
): () => string {
  // 10.12, 10.13: one createRandom(seed) for all connections
  const requests: Record<string, () => string> = {
    ping: () => array([bulk('PING')]),
    // 10.7, 10.8: SET, key:<number>, and a value of as many bytes as settings.size
    set: () => array([bulk('PING')]),
    // 10.9
    get: () => array([bulk('PING')]),
    // 10.10: counters are no keys of the others. Why?
    incr: () => array([bulk('PING')]),
    // 10.11: one of the four
    mixed: () => array([bulk('PING')]),
  };
  return requests[command] ?? fail(`--command is ${Object.keys(requests).join(', ')}; not '${command}'`);
}
