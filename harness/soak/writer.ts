// One writer: a connection with some commands on their way, until the server is killed under it.
import type { Random } from '../random.ts';
import { Failure } from '../verdict/failure.ts';
import type { Wire } from '../wire/wire.ts';
import type { Dataset, History, State, Step } from './history.ts';
import { fillingSteps, randomStep } from './workload.ts';

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

  const send = (burst: readonly Step[]): readonly Step[] => {
    const now = performance.now();
    for (const step of burst) step.sentAt = now;
    steps.push(...burst);
    wire.pipeline(burst.map(({ command }) => command));
    return burst;
  };
  const apply = (step: Step): Step => {
    for (const [key, state] of step.changes) {
      if (state === undefined) states.delete(key);
      else states.set(key, state);
    }
    return step;
  };
  // A burst or a single command: what is on its way when the server is killed may be there or not.
  const next = () =>
    Array.from({ length: random.pick([1, 1, 4, 16]) }, () => apply(randomStep(random, keys, states)));

  const write = async () => {
    try {
      for (let burst = states.size === 0 ? fillingSteps(random, keys).map(apply) : next(); ; burst = next()) {
        for (const step of send(burst)) {
          await wire.replies(step.reply);
          step.acknowledgedAt = performance.now();
        }
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.verdict !== 'connection closed') throw error;
    }
  };
  const base = new Map(states);
  return { history: { keys, base, steps }, ended: write() };
}
