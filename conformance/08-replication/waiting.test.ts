// WAIT: a client that wants to know that replicas have what it wrote.
import { core, error, expect, ok } from '../../harness/suite.ts';
import { follow } from './scripted-replica.ts';

core(
  '08.36',
  'WAIT is answered when so many replicas have acknowledged, and nothing behind it before',
  {
    why: 'replicas are asked with GETACK; others are served meanwhile, but what this client has sent behind waits',
    read: 'waiting-for-replicas',
  },
  async ({ wire, connect, random }) => {
    const [key, behind] = [random.key(), random.key()];
    const [one, two] = [await follow(await connect()), await follow(await connect())];
    const other = await connect();
    wire.pipeline([
      ['SET', key, 'x'],
      ['WAIT', '2', '0'],
      ['SET', behind, 'x'],
    ]);
    await wire.replies(ok);
    await one.until(key);
    one.acknowledge();
    await other.command('MGET', key, behind).replies(['x', null]);
    await two.asked();
    await wire.replies(2, ok);
  },
);

core(
  '08.37',
  'WAIT that has waited long enough tells how many have acknowledged',
  {
    why: 'a replica that hears is not one that has acknowledged: the timeout is in ms, and 0 is forever',
    read: 'waiting-for-replicas',
  },
  async ({ wire, connect, random }) => {
    const [key, timeout] = [random.key(), random.integer(40, 80)];
    const [one] = [await follow(await connect()), await follow(await connect())];
    await wire.command('SET', key, 'x').replies(ok);
    wire.command('WAIT', '1', '0');
    await one.asked();
    await wire.replies(1);
    const begun = performance.now();
    await wire.command('WAIT', '2', timeout).replies(1);
    // A server may take the time once for all that it does in a turn.
    expect(performance.now() - begun, 'how many ms it took').toBeGreaterThan(timeout / 2);
    await wire.command('WAIT', `x${random.text(1, 3)}`, '1').replies(error(/^ERR value is not an integer/));
    await wire.command('WAIT', '1', '-1').replies(error('ERR timeout is negative'));
  },
);
