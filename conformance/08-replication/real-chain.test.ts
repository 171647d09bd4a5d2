// Chains with real Redis in them.
import { interop, type Random, type Server } from '../../harness/suite.ts';
import { agree, type Connect } from './agreement.ts';
import { expectSame, valuesOf, writeOn } from './model.ts';
import { catchUp, replicate } from './pair.ts';

const needs = ['redis-server'];

interop(
  '08.52',
  'real Redis follows a server that follows real Redis, and all three agree',
  {
    why: 'in a chain the stream is passed on as it came, byte by byte, with its id and its offset',
    read: 'a-chain',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const [redis, server, last] = [await startRedis(), await start(), await startRedis()];
    await chain([redis, server, last], connect, random);
  },
);

interop(
  '08.53',
  'a server follows real Redis that follows a server, and all three agree',
  {
    why: 'in a chain the stream is passed on as it came, byte by byte, with its id and its offset',
    read: 'a-chain',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const [server, redis, last] = [await start(), await startRedis(), await start()];
    await chain([server, redis, last], connect, random);
  },
);

/** Each follows the one before it; what is written to the first reaches the last. */
async function chain(
  [first, middle, last]: readonly [Server, Server, Server],
  connect: Connect,
  random: Random,
): Promise<void> {
  const keys = [random.key(), random.key(), random.key()];
  const [top, center, bottom] = [await connect(first), await connect(middle), await connect(last)];
  await writeOn([top], random, keys);
  await replicate(center, first);
  await replicate(bottom, middle);
  await writeOn([top], random, keys);
  await catchUp(top, bottom, random);
  await writeOn([top], random, keys);
  await catchUp(top, bottom, random);
  await expectSame(top, keys, await valuesOf(bottom, keys));
  await agree(top, center, bottom);
}
