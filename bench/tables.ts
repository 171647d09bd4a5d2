// What was measured, for a person who reads it in a terminal.
import { paint } from '../harness/reporters/paint.ts';
import { subjectText } from './load/rounds.ts';
import { machineLine } from './machine.ts';
import { agreementsOf } from './parts/agreement.ts';
import type { Results, Row } from './results.ts';
import type { PartName } from './settings.ts';
import { table } from './table.ts';

type Columns = readonly [heading: string, (row: Row) => string][];

const count = (value: number) => Math.round(value).toLocaleString('en');
const fixed = (digits: number) => (value: number) => value.toFixed(digits);
const percent = (value: number) => `${Math.round(100 * value)} %`;
const mebibytes = (value: number) => fixed(0)(value / 2 ** 20);

/** A column of medians. */
const median = (heading: string, name: string, text: (value: number) => string): Columns[number] => [
  heading,
  ({ found }) => (found[name] === undefined ? '?' : text(found[name].median)),
];
const spread = (name: string, text: (value: number) => string): Columns[number] => [
  'half of the rounds',
  ({ found }) => (found[name] === undefined ? '' : `${text(found[name].low)}–${text(found[name].high)}`),
];
const ratio = (name: string, to: string): Columns[number] => [
  to,
  ({ ratios }) => ratios[name]?.median.toFixed(2) ?? '',
];

const throughput = (to: string): Columns => [
  ['', ({ of }) => subjectText(of)],
  ['target', ({ target }) => target],
  median('requests/s', 'perSecond', count),
  spread('perSecond', count),
  ratio('perSecond', to),
  median('CPU µs each', 'cpuMicros', fixed(2)),
  ratio('cpuMicros', to),
  median('server busy', 'serverBusy', percent),
  median('generator busy', 'generatorBusy', percent),
  ['limit', ({ limit }) => limit ?? '?'],
];

const tables: Partial<Record<PartName, [title: string, columns: (to: string) => Columns]>> = {
  throughput: ['Throughput', throughput],
  aof: ['Throughput with the AOF', throughput],
  latency: [
    'Latency in ms at a fixed rate, from the moment at which a request was due',
    () => [
      ['', ({ of }) => `${count(of.rate ?? 0)} requests/s`],
      ['target', ({ target }) => target],
      median('answered/s', 'answered', count),
      ...(['p50', 'p99', 'p999', 'max'] as const).map((name) => median(name, name, fixed(2))),
      median('sent late, p99', 'sentLate', fixed(2)),
    ],
  ],
  memory: [
    'Resident memory',
    (to) => [
      ['', ({ of }) => `${count(of.keys ?? 0)} keys, values of ${of.valueBytes} bytes`],
      ['target', ({ target }) => target],
      median('MiB', 'resident', mebibytes),
      ratio('resident', to),
      median('MiB without keys', 'empty', mebibytes),
      median('bytes a key', 'perKey', count),
      ratio('perKey', to),
    ],
  ],
  startup: [
    'Start-up',
    (to) => [
      ['', ({ of }) => (of.keys === 0 ? 'without keys' : `${count(of.keys ?? 0)} keys from ${of.from}`)],
      ['target', ({ target }) => target],
      median('s', 'seconds', fixed(2)),
      spread('seconds', fixed(2)),
      ratio('seconds', to),
    ],
  ],
  pause: [
    'The longest wait for a reply, in ms, without what the load generator added',
    (to) => [
      ['', ({ of }) => `${count(of.keys ?? 0)} keys, ${count(of.rate ?? 0)} requests/s`],
      ['target', ({ target }) => target],
      median('quiet', 'quiet', fixed(1)),
      median('during BGSAVE', 'during', fixed(1)),
      ratio('during', to),
      median('BGSAVE took, s', 'seconds', fixed(2)),
    ],
  ],
};

/** All figures, a table for each part, and where they were measured. */
export function tablesOf(results: Results): string {
  const shown = Object.entries(tables).map(([part, [title, columnsFor]]) => {
    const rows = results.rows.filter((row) => row.part === part);
    const columns = columnsFor(`to ${results.baseline}`);
    const cells = rows.map((row) => columns.map(([, text]) => text(row)));
    return table(
      title,
      columns.map(([heading]) => heading),
      cells,
    );
  });
  const failures = results.failures.map(({ target, what, why }) =>
    paint('red', `✗ ${target}: ${what}: ${why}`),
  );
  const texts = [...shown, agreementTable(results), ...failures, paint('dim', machineLine(results))];
  return texts.filter((text) => text !== '').join('\n\n');
}

function agreementTable({ rows }: Results): string {
  const agreements = agreementsOf(rows);
  return table(
    'Two load generators: do they agree within their spread?',
    ['', 'load generator', 'requests/s', 'least–most', 'limit', 'agree'],
    agreements.flatMap(({ ours, theirs, agree }) =>
      [ours, theirs].map(({ target, of, found, limit = '?' }) => {
        const { median = 0, values = [] } = found['perSecond'] ?? {};
        const known = of.rate === undefined ? '' : ` of ${count(of.rate)}/s`;
        return [
          `${target}${known}, ${subjectText(of)}`,
          of.generator ?? '',
          count(median),
          `${count(Math.min(...values))}–${count(Math.max(...values))}`,
          of.rate === undefined ? limit : 'server',
          agree === undefined ? 'not comparable: the server is not the limit' : agree ? 'yes' : 'no',
        ];
      }),
    ),
  );
}
