// Keys for the patterns of KEYS, apart from all others.
import { inAnyOrder, ok, type Random, type Wire } from '../../harness/suite.ts';

/** Sets keys that start with one random prefix; `found` says which of them a pattern after that prefix finds. */
export async function keysWithPrefix(wire: Wire, random: Random, names: readonly (string | Buffer)[]) {
  const prefix = random.key();
  const prefixed = (name: string | Buffer) =>
    Buffer.concat([Buffer.from(prefix), typeof name === 'string' ? Buffer.from(name) : name]);
  await wire.command('MSET', ...names.flatMap((name) => [prefixed(name), ''])).replies(ok);
  return {
    found: (pattern: string | Buffer, expected: readonly (string | Buffer)[]) =>
      wire.command('KEYS', prefixed(pattern)).replies(inAnyOrder(expected.map(prefixed))),
  };
}
