// What a snapshot has to carry: keys and values of all kinds, with and without a deadline.
import { ok, type Random, type Wire } from '../../harness/suite.ts';

export interface Sample {
  readonly key: Buffer;
  readonly value: Buffer;
  /** As SET takes it, in Unix ms. */
  readonly deadline: number | undefined;
}

/** Keys and values of all the kinds that a snapshot writes in ways of their own. */
export function samples(random: Random): Sample[] {
  const values = [
    ...[0, 1, 63, 64, 16_383, 16_384, 100_000].map((size) => random.bytes(size)),
    ...[0, -1, 127, 128, -129, 32_767, -32_769, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53].map(String),
    ...['007', '+1', '-0', '1.0', `${2n ** 63n - 1n}`],
    ...[random.text(3).repeat(20), 'a'.repeat(300), random.text(200).repeat(100)],
  ].map((value) => Buffer.from(value));
  const compressible = Buffer.from(random.text(2).repeat(30));
  const names = values.map((_, i) =>
    i === 0 ? compressible : Buffer.from(i === 1 ? '12345' : random.key()),
  );
  return values.map((value, i) => ({
    key: names[i] ?? compressible,
    value,
    deadline: i % 3 === 0 ? Date.now() + random.integer(1e6, 1e12) : undefined,
  }));
}

/** Sets all of them. */
export async function write(wire: Wire, all: readonly Sample[]): Promise<void> {
  const commands = all.map(({ key, value, deadline }) => [
    'SET',
    key,
    value,
    ...(deadline === undefined ? [] : ['PXAT', deadline]),
  ]);
  await wire.pipeline(commands).replies(...all.map(() => ok));
}

/** The server holds all of them, and only so many other keys. */
export async function check(wire: Wire, all: readonly Sample[], others = 0): Promise<void> {
  for (const { key, value, deadline } of all) {
    await wire.command('GET', key).replies(value);
    await wire.command('PEXPIRETIME', key).replies(deadline ?? -1);
  }
  await wire.command('DBSIZE').replies(all.length + others);
}
