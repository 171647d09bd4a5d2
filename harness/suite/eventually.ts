// Waiting for something that a server does in its own time.
import { setTimeout as delay } from 'node:timers/promises';
import { isClosed } from '../verdict/failure.ts';

/**
 * Tries until it passes, at first at once, then every few ms. When it doesn't within `within` ms, throws what the
 * last try threw, and at once when that is a closed connection, unless each try `connects` anew. For what happens in the
 * background only: a reply is waited for by the wire.
 */
export async function eventually<T>(
  attempt: () => Promise<T>,
  { within = 15_000, connects = false } = {},
): Promise<T> {
  const limit = performance.now() + within;
  for (let pause = 1; ; pause = Math.min(2 * pause, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > limit || (isClosed(error) && !connects)) throw error;
    }
    await delay(pause);
  }
}
