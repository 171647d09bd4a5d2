// Knowing that a server has met what was sent before, without a guess at time.
import type { Wire } from '../wire/wire.ts';

/**
 * Makes a round trip on a connection of its own, opened when it is first needed: a server that answers has also met
 * what reached it before, also when it adds something to a line. A server that doesn't answer is not asked again.
 */
export function createBarrier(open: () => Promise<Wire>, echoes: boolean): () => Promise<void> {
  let opening: Promise<Wire | undefined> | undefined;
  return async () => {
    opening ??= open().catch(() => undefined);
    const wire = await opening;
    if (wire === undefined) return;
    await (echoes ? wire.bytes('.\n').line() : wire.command('PING').reply()).catch(() => {
      opening = Promise.resolve(undefined);
    });
  };
}
