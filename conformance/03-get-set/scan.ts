// Going through keys with SCAN.
import { expect, ok, type Random, type Wire } from '../../harness/suite.ts';

/** Sets so many keys. */
export async function fill(wire: Wire, random: Random, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, i) => `${random.key()}:${i}`);
  await wire.command('MSET', ...keys.flatMap((key) => [key, ''])).replies(ok);
  return keys;
}

/** One call of SCAN. */
export async function step(wire: Wire, cursor: string, options: readonly string[]) {
  const reply = await wire.command('SCAN', cursor, ...options).reply();
  const [next, keys] = Array.isArray(reply) ? reply : [reply];
  expect({ cursor: String(next), keys: Array.isArray(keys) }, 'a cursor and an array').toEqual({
    cursor: expect.stringMatching(/^\d+$/),
    keys: true,
  });
  return { cursor: String(next), keys: Array.isArray(keys) ? keys.map(String) : [] };
}

/** Calls SCAN until the cursor is 0 again. */
export async function scan(
  wire: Wire,
  options: readonly string[],
  between?: (page: string[]) => Promise<void>,
  from = '0',
) {
  const found = new Set<string>();
  for (let [cursor, calls] = [from, 1]; ; calls++) {
    const page = await step(wire, cursor, options);
    for (const key of page.keys) found.add(key);
    if (page.cursor === '0') return { found, calls };
    expect(calls, 'calls of SCAN for some hundred keys').toBeLessThan(2000);
    cursor = page.cursor;
    await between?.(page.keys);
  }
}

/** The keys that were not found. */
export function missing(keys: readonly string[], found: ReadonlySet<string>): string[] {
  return keys.filter((key) => !found.has(key));
}
