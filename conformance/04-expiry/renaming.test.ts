// The first exercise: a key moves with its deadline.
import { error, exercise, ok } from '../../harness/suite.ts';
import { far, given } from './volatile.ts';

exercise(
  '04.61',
  'RENAME moves the value and the deadline to the new name',
  {
    why: 'a deadline belongs to the key: it moves with it, and stays the same moment',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [moment, value, to] = [far(random), random.text(1, 12), random.key()];
    const from = await given(wire, random, value, moment);
    await wire.command('RENAME', from, to).replies(ok);
    await wire
      .pipeline([
        ['EXISTS', from],
        ['GET', to],
        ['PEXPIRETIME', to],
      ])
      .replies(0, value, moment);
    await wire.command('RENAME', from, to).replies(error('ERR no such key'));
    await wire.command('RENAME', to, to).replies(ok);
    await wire
      .pipeline([
        ['GET', to],
        ['PEXPIRETIME', to],
      ])
      .replies(value, moment);
  },
);

exercise(
  '04.62',
  'RENAME onto another key replaces all of it, its deadline too',
  {
    why: 'a key without a deadline must not inherit the one of the key that it replaces',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [value, moment] = [random.text(1, 12), far(random)];
    const [mortal, forever] = [await given(wire, random, '', moment), await given(wire, random, value)];
    await wire.command('RENAME', forever, mortal).replies(ok);
    await wire
      .pipeline([
        ['GET', mortal],
        ['TTL', mortal],
        ['EXISTS', forever],
      ])
      .replies(value, -1, 0);
    const other = await given(wire, random, '7', moment);
    await wire.command('RENAME', other, mortal).replies(ok);
    await wire
      .pipeline([
        ['GET', mortal],
        ['PEXPIRETIME', mortal],
      ])
      .replies('7', moment);
    // And nothing of it is left under the old name.
    await wire
      .pipeline([
        ['INCR', other],
        ['TTL', other],
      ])
      .replies(1, -1);
  },
);

exercise(
  '04.63',
  'RENAMENX renames only to a name that is free; that of an expired key is',
  {
    why: '1 when it was done, 0 when not; a key whose deadline is over is not there',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const moment = far(random);
    const [mortal, taken] = [await given(wire, random, '7', moment), await given(wire, random, '8')];
    await wire.command('RENAMENX', mortal, taken).replies(0);
    await wire.command('RENAMENX', mortal, mortal).replies(0);
    await wire.command('RENAMENX', random.key(), taken).replies(error('ERR no such key'));
    const old = await given(wire, random, '9', 1);
    await wire.command('RENAMENX', old, taken).replies(error('ERR no such key'));
    await wire.command('SET', old, '9', 'PXAT', 1).replies(ok);
    await wire.command('RENAMENX', mortal, old).replies(1);
    await wire
      .pipeline([
        ['EXISTS', mortal],
        ['GET', old],
        ['PEXPIRETIME', old],
      ])
      .replies(0, '7', moment);
  },
);

exercise(
  '04.64',
  'COPY gives another key the same value and the same deadline',
  {
    why: '1 when it was copied; 0 when there is nothing to copy, or something in the way and no REPLACE',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [moment, copy] = [far(random), random.key()];
    const [mortal, forever] = [await given(wire, random, '7', moment), await given(wire, random, '8')];
    await wire.command('COPY', random.key(), copy).replies(0);
    await wire.command('COPY', mortal, copy).replies(1);
    await wire.command('COPY', forever, copy).replies(0);
    for (const key of [mortal, copy]) {
      await wire
        .pipeline([
          ['GET', key],
          ['PEXPIRETIME', key],
        ])
        .replies('7', moment);
    }
    await wire.command('COPY', forever, copy, 'replace').replies(1);
    await wire
      .pipeline([
        ['GET', copy],
        ['TTL', copy],
        ['GET', forever],
      ])
      .replies('8', -1, '8');
    await wire.command('COPY', mortal, copy, random.text(4)).replies(error('ERR syntax error'));
    const same = error('ERR source and destination objects are the same');
    await wire.command('COPY', mortal, mortal).replies(same);
  },
);
