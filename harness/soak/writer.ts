// One writer: a connection with some commands on their way, until the server is killed under it.
import type { Random } from '../random.ts';
import { Failure } from '../verdict/failure.ts';
import type { Wire } from '../wire/wire.ts';
import type { Dataset, History, State, Step } from './history.ts';
import { randomStep } from './workload.ts';

/** A writer at work: its history so far, and its end, which rejects when a reply is wrong. */
export interface Writer {
  readonly history: History;
  readonly ended: Promise<void>;
}

/** Writes to these keys until the connection closes. */
export function startWriter(wire: Wire, random: Random, keys: readonly string[], found: Dataset): Writer {
  const states = new Map<string, State>();
  for (const key of keys) {
    const state = found.get(key);
    if (state !== undefined) states.set(key, state);
  }
  const steps: Step[] = [];

  const send = (): Step[] => {
    // A burst or a single command: what is on its way when the server is killed may be there or not.
    const burst = Array.from({ length: random.pick([1, 1, 4, 16]) }, () => {
      const step = randomStep(random, keys, states);
      for (const [key, state] of step.changes) {
        if (state === undefined) states.delete(key);
        else states.set(key, state);
      }
      return step;
    });
    const now = performance.now();
    for (const step of burst) step.sentAt = now;
    steps.push(...burst);
    wire.pipeline(burst.map(({ command }) => command));
    return burst;
  };

  const write = async () => {
    try {
      for (;;) {
        for (const step of send()) {
          await wire.replies(step.reply);
          step.acknowledgedAt = performance.now();
        }
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.verdict !== 'connection closed') throw error;
    }
  };
  return { history: { keys, base: new Map(states), steps }, ended: write() };
}
