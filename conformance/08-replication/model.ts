// What commands do to strings: so a test knows what a replica has to hold after what it was told.
import { Failure, type Random, type Wire } from '../../harness/suite.ts';
import type { ScriptedReplica } from './scripted-replica.ts';

/** The strings under keys, both as latin1. */
export type Strings = Map<string, string>;

/** What a snapshot and the stream behind it, up to `SET <marker> …`, come to. */
export async function dataOf(replica: ScriptedReplica, marker: string): Promise<Strings> {
  const strings: Strings = new Map();
  for (const [key, { value }] of replica.snapshot?.keys ?? []) strings.set(key, value.toString('latin1'));
  for (const command of await replica.until(marker)) apply(strings, command);
  return strings;
}

/** Does what a command does, as a replica: no key expires. Conditions are decided when a command is told. */
export function apply(strings: Strings, [name, key = '', value = '', ...more]: readonly string[]): void {
  const add = (change: bigint) => strings.set(key, String(BigInt(strings.get(key) ?? '0') + change));
  if (name === 'set' || name === 'getset' || name === 'setnx') strings.set(key, value);
  else if (name === 'setex' || name === 'psetex') strings.set(key, more[0] ?? '');
  else if (name === 'append') strings.set(key, (strings.get(key) ?? '') + value);
  else if (name === 'incr') add(1n);
  else if (name === 'decr') add(-1n);
  else if (name === 'incrby') add(BigInt(value));
  else if (name === 'decrby') add(-BigInt(value));
  else if (name === 'getdel') strings.delete(key);
  else if (name === 'flushall' || name === 'flushdb') strings.clear();
  else if (name === 'del' || name === 'unlink')
    for (const each of [key, value, ...more]) strings.delete(each);
  else if (name === 'mset' || name === 'msetnx') {
    const words = [key, value, ...more];
    for (let i = 0; i < words.length; i += 2) strings.set(words[i] ?? '', words[i + 1] ?? '');
  } else if (!/^(p?expire(at)?|persist)$/.test(name ?? ''))
    throw new Failure('wrong reply', '', {
      expected: 'what clients have changed, in the stream',
      received: [name, key, value, ...more].join(' '),
    });
}

/** Commands on these keys, and on numbers beside them: what is lost of them, or done twice, can be seen ever after. */
export function randomWrites(random: Random, keys: readonly string[], count: number): string[][] {
  return Array.from({ length: count }, () => {
    const key = random.pick(keys);
    const onNumber = random.pick(['INCR', 'DECR', 'INCRBY', 'DECRBY']);
    const by = onNumber.endsWith('BY') ? [`${random.integer(1, 99)}`] : [];
    return random.pick([
      ['APPEND', key, random.text(1, 3)],
      [onNumber, `${key}:n`, ...by],
    ]);
  });
}

/** Each of these writes something, and gets its replies. */
export async function writeOn(
  writers: readonly Wire[],
  random: Random,
  keys: readonly string[],
): Promise<void> {
  for (const writer of writers) writer.pipeline(randomWrites(random, keys, 40));
  for (const writer of writers) for (let i = 0; i < 40; i++) await writer.reply();
}

/** What a server has under these keys, and under those that `randomWrites` has beside them. */
export async function valuesOf(wire: Wire, keys: readonly string[]): Promise<Strings> {
  const all = [...keys, ...keys.map((key) => `${key}:n`)];
  const values = await wire.command('MGET', ...all).reply();
  const strings: Strings = new Map();
  for (const [i, key] of all.entries()) {
    const value = Array.isArray(values) ? values[i] : null;
    if (Buffer.isBuffer(value)) strings.set(key, value.toString('latin1'));
  }
  return strings;
}

/** A replica has under these keys what its master has. @throws {Failure} `wrong reply` with the first that differs */
export async function expectSame(master: Wire, keys: readonly string[], replica: Strings): Promise<void> {
  const values = await valuesOf(master, keys);
  for (const key of keys.flatMap((each) => [each, `${each}:n`])) {
    if (replica.get(key) === values.get(key)) continue;
    throw new Failure('wrong reply', `the replica has something else under ${key} than its master`, {
      expected: values.get(key) ?? '(nil)',
      received: replica.get(key) ?? '(nil)',
    });
  }
}
