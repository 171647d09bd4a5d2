// What a master tells: not what clients said, but what has changed by it.
import { anything, core, eventually, expect, ok, type Wire } from '../../harness/suite.ts';
import { dataOf } from './model.ts';
import { catchUp, replicate } from './pair.ts';
import { follow } from './scripted-replica.ts';

core(
  '08.14',
  'deadlines are told as moments, however a client said them',
  {
    why: '"in 100 seconds" means another moment to each who hears it later',
    read: 'the-stream-is-effects',
  },
  async ({ wire, connect, random }) => {
    const marker = random.key();
    const replica = await follow(await connect());
    const seconds = () => random.integer(100, 100_000);
    const ways: ((key: string) => string[])[] = [
      (key) => ['SET', key, 'x', 'EX', `${seconds()}`],
      (key) => ['SET', key, 'x', 'PX', `${seconds()}500`],
      (key) => ['SETEX', key, `${seconds()}`, 'x'],
      (key) => ['PSETEX', key, `${seconds()}500`, 'x'],
      (key) => ['EXPIRE', key, `${seconds()}`],
      (key) => ['PEXPIRE', key, `${seconds()}500`, 'NX'],
      (key) => ['EXPIREAT', key, `${Math.floor(Date.now() / 1000) + seconds()}`],
      (key) => ['GETEX', key, 'EX', `${seconds()}`],
    ];
    const keys = new Map(random.shuffle(ways).map((way) => [random.key(), way]));
    for (const [key, way] of keys) {
      await wire.command('SET', key, 'x').replies(ok);
      await wire.command(...way(key)).replies(anything);
    }
    await wire.command('SET', marker, 'x').replies(ok);
    const told = new Map((await replica.until(marker)).map((command) => [command[1], deadlineIn(command)]));
    for (const key of keys.keys())
      expect(told.get(key), `the deadline that is told of ${key}`).toBe(await deadlineOf(wire, key));
  },
);

core(
  '08.15',
  'what changes nothing is not told',
  {
    why: 'a condition is decided on the master: on a replica it might be decided in another way',
    read: 'the-stream-is-effects',
  },
  async ({ wire, connect, random }) => {
    const [key, missing, marker] = [random.key(), random.key(), random.key()];
    await wire.command('SET', key, 'x').replies(ok);
    const replica = await follow(await connect());
    const idle = [
      ['SET', key, 'y', 'NX'],
      ['SET', missing, 'y', 'XX'],
      ['SETNX', key, 'y'],
      ['DEL', missing],
      ['GETDEL', missing],
      ['EXPIRE', missing, '100'],
      ['EXPIRE', key, '100', 'XX'],
      ['PERSIST', key],
      ['GETEX', key],
      ['GET', key],
      ['INCR', key],
    ];
    wire.pipeline(random.shuffle(idle));
    for (let i = 0; i < idle.length; i++) await wire.reply();
    await wire.command('SET', marker, 'x').replies(ok);
    expect(await replica.until(marker), 'what is told').toEqual([]);
  },
);

core(
  '08.16',
  'a key whose time is over is told to be deleted, before what comes of it then',
  {
    why: 'a replica removes no key by itself: without a DEL it has the key forever, and INCR counts on from what is over',
    read: 'expiry',
  },
  async ({ wire, connect, random }) => {
    const [read, counted, marker] = [random.key(), random.key(), random.key()];
    const replica = await follow(await connect());
    await wire.command('SET', read, 'x', 'PX', '15').replies(ok);
    await wire.command('SET', counted, '41', 'PX', '15').replies(ok);
    await eventually(() => wire.command('GET', read).replies(null));
    await eventually(() => wire.command('STRLEN', counted).replies(0));
    await wire.command('INCR', counted).replies(1);
    await wire.command('SET', marker, 'x').replies(ok);
    const data = await dataOf(replica, marker);
    expect({ read: data.get(read), counted: data.get(counted) }).toEqual({ read: undefined, counted: '1' });
  },
);

core(
  '08.17',
  'a message that is published on the master reaches the subscribers of its replica',
  { why: 'PUBLISH changes no key, but it is told all the same', read: 'the-stream-is-effects' },
  async ({ wire, server, second, connect, random }) => {
    const [channel, message] = [random.key('c:'), random.bytes(1, 30)];
    const replica = await connect(second);
    await replicate(replica, server);
    await catchUp(wire, replica, random);
    const subscriber = await connect(second);
    await subscriber.command('SUBSCRIBE', channel).replies(['subscribe', channel, 1]);
    await wire.command('PUBLISH', channel, message).replies(0);
    await subscriber.replies(['message', channel, message]);
  },
);

/** When a key's time is over on a master. */
async function deadlineOf(wire: Wire, key: string): Promise<number> {
  return Number(await wire.command('PEXPIRETIME', key).reply());
}

/** The moment in a command, in ms; undefined when there is none. */
function deadlineIn([name = '', , ...words]: readonly string[]): number | undefined {
  if (name === 'pexpireat') return Number(words[0]);
  if (name === 'expireat') return Number(words[0]) * 1000;
  const at = words.findIndex((word) => /^(px|ex)at$/i.test(word));
  const unit = words[at]?.toLowerCase() === 'exat' ? 1000 : 1;
  return at === -1 ? undefined : Number(words[at + 1]) * unit;
}
