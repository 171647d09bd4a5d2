// What no command may see any more: a key whose deadline is over, whether or not anything has freed it yet.
import { core, type Expected, ok, type Random, simple, type Wire, type Word } from '../../harness/suite.ts';
import { past } from './clock.ts';

core(
  '04.25',
  'an expired key is gone for whoever reads it: MGET, EXISTS, TYPE, STRLEN',
  { why: 'each of them looks the key up, and each must look at its deadline', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['MGET', key], [null]],
      [(key) => ['EXISTS', key], 0],
      [(key) => ['TYPE', key], simple('none')],
      [(key) => ['STRLEN', key], 0],
    ]);
  },
);

core(
  '04.26',
  'an expired key is gone for KEYS',
  { why: 'KEYS goes through all keys: it looks at the deadline of each one it finds', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['KEYS', key], []],
      [(key) => ['KEYS', `${key.slice(0, -1)}?`], []],
    ]);
  },
);

core(
  '04.27',
  'an expired key is gone for those that ask for its deadline or change it',
  { why: 'TTL is -2, never a negative rest; EXPIRE and PERSIST bring nothing back', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['TTL', key], -2],
      [(key) => ['PTTL', key], -2],
      [(key) => ['EXPIRETIME', key], -2],
      [(key) => ['PEXPIRETIME', key], -2],
      [(key) => ['PERSIST', key], 0],
      [(key) => ['EXPIRE', key, 100], 0],
      [(key) => ['PEXPIREAT', key, 2 * Date.now(), 'XX'], 0],
    ]);
  },
);

core(
  '04.28',
  'an expired key is gone for those that take its value: GETEX, GETDEL, GETSET, SET with GET',
  { why: 'what they give back was there until the deadline only', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['GETEX', key, 'PERSIST'], null],
      [(key) => ['GETDEL', key], null],
      [(key) => ['GETSET', key, 'new'], null],
      [(key) => ['SET', key, 'new', 'GET'], null],
    ]);
  },
);

core(
  '04.29',
  'DEL does not count an expired key',
  { why: 'it was not there any more: DEL counts what it removed', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['DEL', key], 0],
      [(key) => ['DEL', key, key], 0],
    ]);
  },
);

core(
  '04.30',
  'an expired key is no obstacle to SETNX and SET NX, and SET XX does not find it',
  {
    why: 'this is how locks are built: the next one gets it when the deadline of the last is over',
    read: 'lazy-expiry',
  },
  async ({ wire, random }) => {
    await whenExpired(wire, random, 'some text', [
      [(key) => ['SETNX', key, 'new'], 1],
      [(key) => ['SET', key, 'new', 'NX', 'EX', 100], ok],
      [(key) => ['SET', key, 'new', 'XX'], null],
    ]);
  },
);

core(
  '04.31',
  'counting and appending begin anew on an expired key',
  { why: 'as on a key that never was: INCR from 0, APPEND to nothing', read: 'lazy-expiry' },
  async ({ wire, random }) => {
    await whenExpired(wire, random, '1000', [
      [(key) => ['INCR', key], 1],
      [(key) => ['DECR', key], -1],
      [(key) => ['INCRBY', key, 7], 7],
      [(key) => ['DECRBY', key, 7], -7],
      [(key) => ['APPEND', key, 'abc'], 3],
    ]);
  },
);

core(
  '04.32',
  'a key made anew after its deadline has none',
  {
    why: 'the old deadline is over: it goes with the old value, else the new one is gone before it is read',
    read: 'lazy-expiry',
  },
  async ({ wire, random }) => {
    const makers: [(key: string) => Word[], Expected][] = [
      [(key) => ['INCR', key], 1],
      [(key) => ['APPEND', key, '1'], 1],
      [(key) => ['SETNX', key, '1'], 1],
      [(key) => ['GETSET', key, '1'], null],
      [(key) => ['SET', key, '1', 'KEEPTTL'], ok],
      [(key) => ['SET', key, '1', 'NX'], ok],
    ];
    await whenExpired(wire, random, '1000', makers, [
      [(key) => ['TTL', key], -1],
      [(key) => ['GET', key], '1'],
    ]);
  },
);

/**
 * Lets keys expire, one for each question, and asks about them at once. Something may have freed them by then, which
 * would hide that a question doesn't look at the deadline; so this is done again and again, at other moments.
 */
async function whenExpired(
  wire: Wire,
  random: Random,
  value: Word,
  questions: [ask: (key: string) => Word[], answer: Expected][],
  then: [ask: (key: string) => Word[], answer: Expected][] = [],
): Promise<void> {
  for (let round = 0; round < 5; round++) {
    const keys = questions.map(() => random.key());
    await wire.pipeline(keys.map((key) => ['SET', key, value, 'PX', 1])).replies(...keys.map(() => ok));
    await past(Date.now() + 1);
    const asked = questions.map(([ask, answer], i) => ({ words: ask(keys[i] ?? ''), answer }));
    for (const { words, answer } of random.shuffle(asked)) await wire.command(...words).replies(answer);
    for (const key of keys) for (const [ask, answer] of then) await wire.command(...ask(key)).replies(answer);
  }
}
