// What the soak finds: each kind of loss that a server can come back with, and none where there is none.
import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { acknowledged, type Dataset, type History, type State, type Step } from './history.ts';
import { type Expectation, verify } from './verify.ts';
import { randomStep } from './workload.ts';

const at = (value: string): State => ({ value, deadline: -1 });

/** SET key value, sent and (perhaps) acknowledged at these times. */
const set = (
  key: string,
  value: string,
  sentAt: number,
  acknowledgedAt = Number.POSITIVE_INFINITY,
): Step => ({
  command: ['SET', key, value],
  reply: 'OK',
  changes: [[key, at(value)]],
  sentAt,
  acknowledgedAt,
});

const history = (keys: string[], ...steps: Step[]): History => ({ keys, base: new Map(), steps });
const dataset = (values: Record<string, string>): Dataset =>
  new Map(Object.entries(values).map(([key, value]) => [key, at(value)]));
const all = (...histories: History[]): Expectation => ({ histories, least: acknowledged, oneInstant: false });

test('all that was acknowledged is there: nothing is wrong', () => {
  const writer = history(['a', 'b'], set('a', '1', 0, 1), set('b', '2', 2, 3));
  expect(verify(dataset({ a: '1', b: '2' }), all(writer))).toEqual([]);
});

test('what was sent and not acknowledged may be there or not', () => {
  const writer = history(['a'], set('a', '1', 0, 1), set('a', '2', 2));
  expect(verify(dataset({ a: '1' }), all(writer))).toEqual([]);
  expect(verify(dataset({ a: '2' }), all(writer))).toEqual([]);
});

test('an acknowledged write that is missing is found, with the key and the command', () => {
  const writer = history(['a'], set('a', 'one', 0, 1), set('a', 'two', 2, 3));
  expect(verify(dataset({ a: 'one' }), all(writer)).join('\n')).toMatchInlineSnapshot(`
    "the last 1 of 2 commands of a writer that must be there are lost
      a
        expected  "two", by SET a two (acknowledged)
        found     "one""
  `);
});

test('a later write without an earlier one is found', () => {
  const writer = history(['a', 'b'], set('a', '1', 0), set('b', '2', 0));
  expect(verify(dataset({ b: '2' }), all(writer))[0]).toMatch(/never like this together/);
});

test('a command of two keys that is there by half is found', () => {
  const both: Step = {
    ...set('a', '1', 0, 1),
    changes: [
      ['a', at('1')],
      ['b', at('1')],
    ],
  };
  expect(verify(dataset({ a: '1' }), all(history(['a', 'b'], both)))).not.toEqual([]);
});

test('a lost deadline is found', () => {
  const step: Step = { ...set('a', '1', 0, 1), changes: [['a', { value: '1', deadline: 5 }]] };
  expect(verify(dataset({ a: '1' }), all(history(['a'], step)))).not.toEqual([]);
});

test('a key that nobody wrote is found', () => {
  expect(verify(dataset({ x: '1' }), all(history(['a'])))).toEqual(['keys that nobody wrote: x']);
});

test('a snapshot of two instants is found', () => {
  // The first writer's command was acknowledged before the second one sent its own.
  const [first, second] = [history(['a'], set('a', '1', 0, 1)), history(['b'], set('b', '2', 2, 3))];
  const expectation: Expectation = { histories: [first, second], least: () => 0, oneInstant: true };
  expect(verify(dataset({ b: '2' }), expectation)[0]).toMatch(/not of one instant/);
  for (const allowed of [{}, { a: '1' }, { a: '1', b: '2' }])
    expect(verify(dataset(allowed), expectation)).toEqual([]);
});

test('random commands say themselves what they change', () => {
  const random = createRandom(1, 'workload');
  const states = new Map<string, State>();
  const steps = Array.from({ length: 500 }, () => {
    const step = randomStep(random, ['a', 'b', 'c'], states);
    for (const [key, state] of step.changes) {
      if (state === undefined) states.delete(key);
      else states.set(key, state);
    }
    return { ...step, acknowledgedAt: 1 };
  });
  expect(new Set(steps.map(({ command }) => command[0])).size).toBeGreaterThanOrEqual(7);
  expect(verify(states, all(history(['a', 'b', 'c'], ...steps)))).toEqual([]);
});
