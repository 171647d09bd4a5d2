// The second exercise: keyspace notifications.
import { anything, error, exercise, ok, type Wire, type Word } from '../../harness/suite.ts';
import { hearsNothing, pmessage, psubscribe, repliesInAnyOrder } from './messages.ts';

exercise(
  '07.80',
  'a change of a key is told on the channel of the key and on that of the event',
  {
    why: '__keyspace@0__:<key> tells the event, __keyevent@0__:<event> the key',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    await psubscribe(listener, '__key*');
    const [key, other] = [random.key(), random.key()];
    await told(listener, wire.command('SET', key, '1'), ['set', key]);
    await told(listener, wire.command('INCRBY', key, '2'), ['incrby', key]);
    await told(listener, wire.command('APPEND', key, '3'), ['append', key]);
    await told(listener, wire.command('MSET', other, '1', key, '2'), ['set', other], ['set', key]);
    await told(listener, wire.command('DEL', key, random.key(), other), ['del', key], ['del', other]);
  },
);

exercise(
  '07.81',
  'a command that changes nothing tells nothing',
  {
    why: 'the event is told where the change is made, and not for the name of the command',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    const [key, none] = [random.key(), random.key()];
    await wire.command('SET', key, 'x').replies(ok);
    await psubscribe(listener, '__key*');
    const idle = [
      ['SET', key, 'y', 'NX'],
      ['SETNX', key, 'y'],
      ['SET', none, 'y', 'XX'],
      ['DEL', none],
      ['GETDEL', none],
      ['EXPIRE', none, '100'],
      ['PERSIST', key],
      ['GET', key],
    ];
    for (const words of random.shuffle(idle)) await wire.command(...words).replies(anything);
    await wire.command('INCR', key).replies(error(/^ERR value is not an integer/));
    await hearsNothing(listener);
  },
);

exercise(
  '07.82',
  'deadlines are told: expire, persist, and expired when the key is gone, also when nobody looks for it',
  {
    why: 'expired is told when the key is removed: by a command that finds it, or by the sweep',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    const [key, other] = [random.key(), random.key()];
    await psubscribe(listener, '__key*');
    await told(listener, wire.command('SET', key, 'x', 'EX', '100'), ['set', key], ['expire', key]);
    await told(listener, wire.command('PERSIST', key), ['persist', key]);
    await told(listener, wire.command('EXPIRE', key, '100'), ['expire', key]);
    await told(listener, wire.command('EXPIRE', key, '-1'), ['del', key]);
    // No command looks for this key any more.
    await told(
      listener,
      wire.command('SET', other, 'x', 'PX', random.integer(1, 30)),
      ['set', other],
      ['expire', other],
      ['expired', other],
    );
  },
);

exercise(
  '07.83',
  'without the flag nothing is told; its letters say what is',
  {
    why: 'K: channels of keys, E: channels of events, $: strings, g: generic commands, x: expired, A: all of them',
    read: 'keyspace-notifications',
  },
  async ({ wire: silent, start, connect, random }) => {
    const key = random.key();
    const listener = await psubscribe(await connect(), '__key*');
    await silent.command('SET', key, 'x', 'EX', '100').replies(ok);
    await silent.command('DEL', key).replies(1);
    await hearsNothing(listener);

    const server = await start({ 'notify-keyspace-events': 'E$' });
    const [wire, events] = [await connect(server), await connect(server)];
    await psubscribe(events, '__key*');
    await wire.command('SET', key, 'x', 'EX', '100').replies(ok);
    await wire.command('DEL', key).replies(1);
    await wire.command('APPEND', key, 'x').replies(1);
    await events.replies(
      pmessage('__key*', '__keyevent@0__:set', key),
      pmessage('__key*', '__keyevent@0__:append', key),
    );
    await hearsNothing(events);
  },
);

/** What a listener to __key* receives of one event: on the channel of the key and on that of the event. */
function eventOf(event: string, key: string): Word[][] {
  return [
    ['pmessage', '__key*', `__keyspace@0__:${key}`, event],
    ['pmessage', '__key*', `__keyevent@0__:${event}`, key],
  ];
}

/** The command is answered, and these events are told, each of them twice. */
async function told(listener: Wire, sender: Wire, ...events: (readonly [string, string])[]): Promise<void> {
  await sender.replies(anything);
  await repliesInAnyOrder(listener, ...events.flatMap(([event, key]) => eventOf(event, key)));
}
