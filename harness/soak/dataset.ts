// Reads all that a server has.
import { Failure } from '../verdict/failure.ts';
import type { Reply } from '../wire/reply.ts';
import { tellReply } from '../wire/text.ts';
import type { Wire } from '../wire/wire.ts';
import type { Dataset, State } from './history.ts';

const batch = 500;

/** Every key with its value and its deadline. @throws {Failure} `wrong reply` when it isn't told */
export async function readDataset(wire: Wire): Promise<Dataset> {
  const reply = await wire.command('KEYS', '*').reply();
  const keys = Array.isArray(reply) ? reply.map(text) : [text(reply)];
  const dataset = new Map<string, State>();
  for (let at = 0; at < keys.length; at += batch) {
    const some = keys.slice(at, at + batch);
    wire.pipeline(some.flatMap((key) => ['GET', 'PEXPIRETIME'].map((name) => [name, key])));
    for (const key of some) {
      const value = text(await wire.reply());
      dataset.set(key, { value, deadline: Number(await wire.reply()) });
    }
  }
  return dataset;
}

function text(reply: Reply): string {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  throw new Failure('wrong reply', '', { expected: 'a key or a value', received: tellReply(reply) });
}
