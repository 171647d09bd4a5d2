// The ways to keep data that a soak tries, and what each of them promises.
import { acknowledged, type History } from './history.ts';
import type { Expectation } from './verify.ts';

export interface Mode {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  /** What a client asks for in between, to have more going on when the server is killed. */
  readonly disturbance: 'BGREWRITEAOF' | 'BGSAVE';
  /** The longest time from the last of some saves to the kill, in ms. */
  readonly longest: number;
  readonly keysPerWriter: number;
  /** What must be there after a kill; `savedAt` is when the last save that worked was asked for. */
  promise(histories: readonly History[], savedAt: number): Expectation;
}

type Promised = Mode['promise'];

/** A process that is killed loses nothing that it has handed to the kernel: each policy keeps all that was acknowledged. */
const keepsAll: Promised = (histories) => ({ histories, least: acknowledged, oneInstant: false });

/** What was written last may be missing, but in the order in which it was written. */
const keepsAnInstant: Promised = (histories) => ({ histories, least: () => 0, oneInstant: true });

const log = (fsync: string, promise: Promised): Mode => ({
  name: fsync,
  flags: { appendonly: 'yes', appendfsync: fsync, appendfilename: 'appendonly.aof' },
  disturbance: 'BGREWRITEAOF',
  longest: 200,
  keysPerWriter: 30,
  promise,
});

/** A snapshot holds one instant, and what was acknowledged before it was asked for. */
const snapshot: Mode = {
  name: 'snapshot',
  flags: { appendonly: 'no', save: '' },
  disturbance: 'BGSAVE',
  longest: 200,
  // So many that a snapshot takes a while: clients must get their turn in between.
  keysPerWriter: 300,
  promise: (histories, savedAt) => ({
    histories,
    least: ({ steps }) => steps.filter(({ acknowledgedAt }) => acknowledgedAt < savedAt).length,
    oneInstant: true,
  }),
};

/**
 * The log with each fsync policy, and snapshots. Real Redis with `everysec` puts a write off while the disk is busy with
 * the fsync before (`flushAppendOnlyFile` in `src/aof.c`), for up to 2 s: it promises less.
 */
export function modesFor(isRedis: boolean): readonly Mode[] {
  return [
    log('always', keepsAll),
    log('everysec', isRedis ? keepsAnInstant : keepsAll),
    log('no', keepsAll),
    snapshot,
  ];
}

/** The names of all modes. */
export const modeNames: readonly string[] = modesFor(false).map(({ name }) => name);
