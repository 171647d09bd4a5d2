// A key to try things on.
import { ok, type Random, type Wire } from '../../harness/suite.ts';

/** A new key with a value and a deadline that is far away. */
export async function volatile(
  wire: Wire,
  random: Random,
  value = random.text(4),
): Promise<{ key: string; value: string; moment: number }> {
  const [key, moment] = [random.key(), Date.now() + random.integer(100_000, 999_999)];
  await wire.command('SET', key, value, 'PXAT', moment).replies(ok);
  return { key, value, moment };
}
