// The stages. This is the only place that lists them.

/** What a stage's candidate is: an echo server, a Redis server or a load generator. */
export type StageKind = 'echo' | 'redis' | 'bench';

export interface Stage {
  /** Two digits, as in `npm run stage 05`. */
  readonly id: string;
  /** The id and the name: the folder of the stage in `starter/`, `solution/` and `conformance/`. */
  readonly slug: string;
  readonly title: string;
  readonly kind: StageKind;
  /** True where the candidate gets a `--dir`, the only folder to which it may write. */
  readonly usesDir: boolean;
}

/** All stages, in the order in which they are learnt. */
export const stages: readonly Stage[] = [
  { id: '01', slug: '01-tcp-echo', title: 'TCP echo', kind: 'echo', usesDir: false },
  { id: '02', slug: '02-resp-parser', title: 'RESP parser', kind: 'redis', usesDir: false },
  { id: '03', slug: '03-get-set', title: 'GET / SET', kind: 'redis', usesDir: false },
  { id: '04', slug: '04-expiry', title: 'Expiry', kind: 'redis', usesDir: false },
  { id: '05', slug: '05-aof-persistence', title: 'AOF persistence', kind: 'redis', usesDir: true },
  { id: '06', slug: '06-rdb-snapshots', title: 'RDB snapshots', kind: 'redis', usesDir: true },
  { id: '07', slug: '07-pub-sub', title: 'Pub/Sub', kind: 'redis', usesDir: true },
  { id: '08', slug: '08-replication', title: 'Replication', kind: 'redis', usesDir: true },
  { id: '09', slug: '09-graceful-shutdown', title: 'Graceful shutdown', kind: 'redis', usesDir: true },
  { id: '10', slug: '10-capstone', title: 'Capstone benchmark', kind: 'bench', usesDir: true },
];

/** The stage with this id or slug (`05`, `5` and `05-aof-persistence` name the same one). */
export function findStage(name: string): Stage | undefined {
  return stages.find((stage) => stage.slug === name || stage.id === name.padStart(2, '0'));
}

/** The stage to which a test's id belongs: `05.3` is a test of stage 05. */
export function stageOfTest(testId: string): Stage | undefined {
  return stages.find((stage) => testId.startsWith(`${stage.id}.`));
}
