// Keys to try things on.
import { ok, type Random, type Wire } from '../../harness/suite.ts';

/** A new key with a value and a deadline that is far away. */
export async function volatile(
  wire: Wire,
  random: Random,
  value = random.text(4),
): Promise<{ key: string; value: string; moment: number }> {
  const [key, moment] = [random.key(), far(random)];
  await wire.command('SET', key, value, 'PXAT', moment).replies(ok);
  return { key, value, moment };
}

/** A deadline that is far away. */
export function far(random: Random): number {
  return Date.now() + random.integer(100_000, 999_999);
}

/** A new key with this value and, if one is given, this deadline. */
export async function given(wire: Wire, random: Random, value: string, moment?: number): Promise<string> {
  const key = random.key();
  await wire.command('SET', key, value, ...(moment === undefined ? [] : ['PXAT', moment])).replies(ok);
  return key;
}
