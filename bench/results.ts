// bench/results.json: all that was measured, in a form that programs can rely on.
import { z } from 'zod';

const spread = z.strictObject({
  median: z.number(),
  /** The quartiles: half of the values lie between `low` and `high`. */
  low: z.number(),
  high: z.number(),
  /** One value a round. */
  values: z.array(z.number()).readonly(),
});

export const commands = ['ping', 'set', 'get', 'incr'] as const;
export const persistences = ['off', 'everysec', 'always'] as const;
export const limits = ['server', 'load generator', 'disk or load generator', 'unknown'] as const;

const throughput = z.strictObject({
  target: z.string(),
  persistence: z.enum(persistences),
  command: z.enum(commands),
  pipeline: z.int(),
  /** Of a value, in bytes. */
  size: z.int(),
  /** Requests per second. */
  perSecond: spread,
  /** To the baseline, round by round. */
  ratio: spread.nullable(),
  /** Processor time of the server for each request, in µs; null where /proc doesn't tell it. */
  cpuMicros: spread.nullable(),
  /** Processor seconds of the server in each second: about 1 when a server of one thread does all it can. */
  busy: spread.nullable(),
  limit: z.enum(limits),
});

const latency = z.strictObject({
  target: z.string(),
  /** Requests per second that were due, and those that were answered. */
  rate: z.number(),
  achieved: spread,
  /** In ms from the moment at which a request was due. */
  p50: spread,
  p99: spread,
  p999: spread,
  max: spread,
  /** Pairs of a share of all requests and the ms within which they were answered. */
  curve: z.array(z.tuple([z.number(), z.number()])),
});

const memory = z.strictObject({
  target: z.string(),
  keys: z.int(),
  keyBytes: z.int(),
  valueBytes: z.int(),
  /** Resident, in bytes, with all keys and without any. */
  resident: spread,
  empty: spread,
  perKey: spread,
  ratio: spread.nullable(),
});

const startup = z.strictObject({
  target: z.string(),
  from: z.enum(['nothing', 'AOF', 'RDB']),
  keys: z.int(),
  /** From the start of the process to the first reply that isn't -LOADING. */
  seconds: spread,
  ratio: spread.nullable(),
});

const pause = z.strictObject({
  target: z.string(),
  keys: z.int(),
  /** Requests per second, half of them SET, while it saved. */
  rate: z.number(),
  /** The longest wait for a reply, in ms: while nothing was saved, and during BGSAVE. */
  quiet: spread,
  longest: spread,
  /** How long BGSAVE took. */
  seconds: spread,
});

const agreement = z.strictObject({
  command: z.enum(commands),
  pipeline: z.int(),
  /** Requests per second to the baseline, as two load generators measure them. */
  ours: spread,
  theirs: spread,
  agree: z.boolean(),
});

export const resultsSchema = z.strictObject({
  version: z.literal(1),
  /** False when the run was interrupted. */
  complete: z.boolean(),
  started: z.iso.datetime(),
  /** In s. */
  took: z.number(),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    memoryBytes: z.int(),
    system: z.string(),
    node: z.string(),
    /** Processes that wanted to run when the bench began, as the 1-minute average. */
    load: z.number(),
  }),
  settings: z.strictObject({
    rounds: z.int(),
    /** About how long one measurement takes. */
    seconds: z.number(),
    clients: z.int(),
    keyspace: z.int(),
    loadGenerator: z.string(),
  }),
  targets: z.array(z.strictObject({ name: z.string(), version: z.string(), command: z.string() })),
  /** The target to which ratios are. */
  baseline: z.string(),
  throughput: z.array(throughput),
  latency: z.array(latency),
  memory: z.array(memory),
  startup: z.array(startup),
  pause: z.array(pause),
  agreement: z.array(agreement),
  /** What could not be measured, and why. */
  failures: z.array(z.strictObject({ target: z.string(), what: z.string(), why: z.string() })),
});

export type Results = z.infer<typeof resultsSchema>;
export type Command = (typeof commands)[number];
export type Persistence = (typeof persistences)[number];
export type Limit = (typeof limits)[number];
export type Machine = Results['machine'];
