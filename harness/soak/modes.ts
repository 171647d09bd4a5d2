// The ways to keep data that a soak tries, and what each of them promises.
import { acknowledged, type History } from './history.ts';
import type { Expectation } from './verify.ts';

export interface Mode {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  /** What a client asks for in between, to have more going on when the server is killed. */
  readonly disturbance: 'BGREWRITEAOF' | 'BGSAVE';
  /** The longest time from the first command to the kill, in ms. */
  readonly longest: number;
  /** What must be there after a kill; `savedAt` is when the last save that worked was asked for. */
  promise(histories: readonly History[], savedAt: number): Expectation;
}

/** A process that is killed loses nothing that it has handed to the kernel: each policy keeps all that was acknowledged. */
const log = (fsync: string): Mode => ({
  name: fsync,
  flags: { appendonly: 'yes', appendfsync: fsync, appendfilename: 'appendonly.aof', save: '' },
  disturbance: 'BGREWRITEAOF',
  longest: 200,
  promise: (histories) => ({ histories, least: acknowledged, oneInstant: false }),
});

/** A snapshot holds one instant, and what was acknowledged before it was asked for. */
const snapshot: Mode = {
  name: 'snapshot',
  flags: { appendonly: 'no', save: '' },
  disturbance: 'BGSAVE',
  longest: 600,
  promise: (histories, savedAt) => ({
    histories,
    least: ({ steps }) => steps.filter(({ acknowledgedAt }) => acknowledgedAt < savedAt).length,
    oneInstant: true,
  }),
};

/** The log with each fsync policy, and snapshots. */
export const modes: readonly Mode[] = [log('always'), log('everysec'), log('no'), snapshot];
