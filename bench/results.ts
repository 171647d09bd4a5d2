// bench/results.json: all that was measured, in a form that programs can rely on.
import * as z from 'zod';
import { commands, fsyncPolicies, partNames } from './settings.ts';
import { ratiosByRound, spreadOf } from './statistics.ts';

const spread = z.strictObject({
  median: z.number(),
  /** The quartiles: half of the values lie between `low` and `high`. */
  low: z.number(),
  high: z.number(),
  /** One value a round. */
  values: z.array(z.number()).readonly(),
});

/** What was done: only what matters for the part is there. */
const subject = z.strictObject({
  command: z.enum(commands).optional(),
  pipeline: z.int().optional(),
  valueBytes: z.int().optional(),
  aof: z.enum(fsyncPolicies).optional(),
  generator: z.string().optional(),
  /** Requests per second. */
  rate: z.number().optional(),
  keys: z.int().optional(),
  from: z.enum(['nothing', 'AOF', 'RDB']).optional(),
});

export const limits = ['server', 'load generator', 'disk', 'machine'] as const;

const row = z.strictObject({
  part: z.enum(partNames),
  of: subject,
  target: z.string(),
  /** What was found, by name: bench/README.md says what each name means. */
  found: z.record(z.string(), spread),
  /** The same, to what the baseline reached in the same round. */
  ratios: z.record(z.string(), spread),
  /** What kept the figures from being better, where that can be seen. */
  limit: z.enum(limits).optional(),
  /** Latency: pairs of a share of all requests and the ms within which they were answered. */
  curve: z.array(z.tuple([z.number(), z.number()])).optional(),
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
  settings: z.looseObject({ rounds: z.int(), clients: z.int(), loadGenerator: z.string() }),
  targets: z.array(z.strictObject({ name: z.string(), version: z.string(), command: z.string() })),
  /** The target to which ratios are. */
  baseline: z.string(),
  rows: z.array(row),
  /** What could not be measured, and why. */
  failures: z.array(z.strictObject({ target: z.string(), what: z.string(), why: z.string() })),
});

export type Results = z.infer<typeof resultsSchema>;
export type Row = z.infer<typeof row>;
export type Subject = z.infer<typeof subject>;

/** One measurement. */
export interface Sample extends Pick<Row, 'part' | 'of' | 'target' | 'curve'> {
  readonly round: number;
  readonly found: Readonly<Record<string, number>>;
}

/** Gathers the rounds of each thing that was measured, and compares them to the baseline's. */
export function rowsOf(samples: readonly Sample[], baseline: string): Row[] {
  const nameOf = ({ part, of }: Sample, target: string) => JSON.stringify([part, of, target]);
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const name = nameOf(sample, sample.target);
    groups.set(name, [...(groups.get(name) ?? []), sample]);
  }
  return [...groups.values()].map((group) => {
    const { part, of, target, found: names } = group[0] as Sample;
    const others = groups.get(nameOf(group[0] as Sample, baseline)) ?? [];
    const row: Row = { part, of, target, found: {}, ratios: {} };
    for (const name of Object.keys(names)) {
      const byRound = (all: readonly Sample[]) =>
        new Map(all.flatMap(({ round, found }) => (name in found ? [[round, found[name] ?? 0]] : [])));
      row.found[name] = spreadOf([...byRound(group).values()]);
      const ratios = ratiosByRound(byRound(group), byRound(others));
      if (ratios.length > 0) row.ratios[name] = spreadOf(ratios);
    }
    const [limit, curve] = [limitOf(row), curveOf(group)];
    return { ...row, ...(limit && { limit }), ...(curve && { curve }) };
  });
}

/** The median of the rounds: one stall of the machine doesn't bend it. */
function curveOf(group: readonly Sample[]): Row['curve'] {
  return group[0]?.curve?.map(([share], i) => {
    const all = group.map(({ curve }) => curve?.[i]?.[1] ?? 0);
    return [share, spreadOf(all).median];
  });
}

/** A process of one thread that does all it can uses all of a processor. The other one waits for it. */
function limitOf({ of, found }: Row): Row['limit'] {
  const [server, generator] = [found['serverBusy']?.median, found['generatorBusy']?.median];
  if (server === undefined || generator === undefined) return undefined;
  if (Math.max(server, generator) >= 0.85) return generator > server ? 'load generator' : 'server';
  return of.aof === 'always' ? 'disk' : 'machine';
}
