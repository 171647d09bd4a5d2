// What a writer may do next: every kind of command whose effect a log or a snapshot has to keep.
import type { Random } from '../random.ts';
import { type Expected, ok } from '../wire/expected.ts';
import type { Word } from '../wire/text.ts';
import type { Dataset, State, Step } from './history.ts';

/** A random command on a writer's keys, given the states they are in. Values never repeat: a lost write can't hide. */
export function randomStep(random: Random, keys: readonly string[], states: Dataset): Step {
  const key = random.pick(keys);
  const before = states.get(key);
  const text = random.text(8, random.integer(0, 20) === 0 ? 4000 : 40);
  const deadline = Date.now() + random.integer(1e8, 1e9);
  const keep = before?.deadline ?? -1;

  const kinds: (() => Step)[] = [
    () => step(['SET', key, text], ok, [key, { value: text, deadline: -1 }]),
    () => step(['SET', key, text, 'PXAT', deadline], ok, [key, { value: text, deadline }]),
    () => {
      const value = (before?.value ?? '') + text;
      // Bounded: a value of many MB would make the soak one of copying.
      if (value.length > 8000) return step(['SET', key, text], ok, [key, { value: text, deadline: -1 }]);
      return step(['APPEND', key, text], value.length, [key, { value, deadline: keep }]);
    },
    () => step(['DEL', key], before === undefined ? 0 : 1, [key, undefined]),
    () => {
      const there = before === undefined ? undefined : { ...before, deadline };
      return step(['PEXPIREAT', key, deadline], before === undefined ? 0 : 1, [key, there]);
    },
    () => {
      const there = before === undefined ? undefined : { ...before, deadline: -1 };
      return step(['PERSIST', key], keep === -1 ? 0 : 1, [key, there]);
    },
    () => {
      const number = /^\d{1,9}$/.test(before?.value ?? '0') ? Number(before?.value ?? 0) : undefined;
      if (number === undefined) return step(['SET', key, 7], ok, [key, { value: '7', deadline: -1 }]);
      const by = random.integer(1, 1_000_000);
      return step(['INCRBY', key, by], number + by, [key, { value: `${number + by}`, deadline: keep }]);
    },
    // Two keys that change together: a torn write shows as one without the other.
    () => {
      const other = random.pick(keys);
      const state = { value: text, deadline: -1 };
      return step(['MSET', key, text, other, text], ok, [key, state], [other, state]);
    },
  ];
  return random.pick(kinds)();
}

/** The first commands of a writer: all its keys, each with a value of its own. */
export function fillingSteps(random: Random, keys: readonly string[]): Step[] {
  const batches = Array.from({ length: Math.ceil(keys.length / 50) }, (_, i) =>
    keys.slice(50 * i, 50 * i + 50),
  );
  return batches.map((batch) => {
    const changes = batch.map((key) => [key, { value: random.text(8, 200), deadline: -1 }] as const);
    return step(['MSET', ...changes.flatMap(([key, { value }]) => [key, value])], ok, ...changes);
  });
}

function step(
  command: readonly Word[],
  reply: Expected,
  ...changes: readonly (readonly [string, State | undefined])[]
): Step {
  return { command, reply, changes, sentAt: 0, acknowledgedAt: Number.POSITIVE_INFINITY };
}
