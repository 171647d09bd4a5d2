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
  { command, keyspace, size, seed }: Settings,
  choose = (random: Random) => random(keyspace),
): () => string {
  const random = createRandom(seed);
  const value = bulk('x'.repeat(size));
  const requests: Record<string, () => string> = {
    ping: () => array([bulk('PING')]),
    set: () => array([bulk('SET'), bulk(`key:${choose(random)}`), value]),
    get: () => array([bulk('GET'), bulk(`key:${choose(random)}`)]),
    incr: () => array([bulk('INCR'), bulk(`counter:${choose(random)}`)]), // the values of the others are no numbers
  };
  const all = Object.values(requests);
  requests['mixed'] = () => all[random(all.length)]?.() ?? '';
  return requests[command] ?? fail(`--command is ${Object.keys(requests).join(', ')}; not '${command}'`);
}
