// What is measured, and how much of it.

export const partNames = [
  'throughput',
  'aof',
  'latency',
  'memory',
  'startup',
  'pause',
  'agreement',
  'harness',
] as const;
export type PartName = (typeof partNames)[number];

export const commands = ['ping', 'set', 'get', 'incr'] as const;
export type Command = (typeof commands)[number];

export const fsyncPolicies = ['off', 'everysec', 'always'] as const;
/** The append-only file: none, or how often it reaches the disk. */
export type Aof = (typeof fsyncPolicies)[number];

export interface Settings {
  readonly rounds: number;
  /** About how long one measurement takes. */
  readonly seconds: number;
  readonly clients: number;
  /** The keys that commands choose from at random. */
  readonly keyspace: number;
  readonly commands: readonly Command[];
  readonly pipelines: readonly number[];
  /** Of the values of SET and GET, in bytes. */
  readonly sizes: readonly number[];
  /** Requests per second, where latency is measured. */
  readonly rate: number;
  /** For memory, start-up and the pause. */
  readonly keys: number;
  /** How often that is done: it takes long, and swings little. */
  readonly keysRounds: number;
}

export const whole: Settings = {
  rounds: 7,
  seconds: 0.3,
  clients: 50,
  keyspace: 100_000,
  commands,
  pipelines: [1, 16, 64],
  sizes: [3, 1024],
  rate: 10_000,
  keys: 1_000_000,
  keysRounds: 2,
};

/** For a look at everything in seconds: its figures say little. */
export const quick: Settings = {
  ...whole,
  rounds: 1,
  seconds: 0.05,
  keyspace: 10_000,
  commands: ['set', 'get'],
  pipelines: [1, 64],
  sizes: [3],
  rate: 2000,
  keys: 20_000,
  keysRounds: 1,
};
