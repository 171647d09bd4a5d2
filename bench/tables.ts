// What was measured, for a person who reads it in a terminal.
import { paint } from '../harness/reporters/paint.ts';
import { machineLine } from './machine.ts';
import type { Results } from './results.ts';
import type { Spread } from './statistics.ts';

type Row = readonly string[];

/** All figures, a table for each part. Beside each median its quartiles. */
export function tablesOf(results: Results): string {
  const { baseline } = results;
  const to = `to ${baseline}`;
  const tables: string[] = [
    table(
      'Throughput',
      ['', 'target', 'requests/s', 'half of the rounds', to, 'CPU µs each', 'CPU busy', 'limit'],
      results.throughput.map(
        ({ command, pipeline, size, persistence, target, perSecond, ratio, cpuMicros, busy, limit }) => [
          `${command.toUpperCase()} ×${pipeline}${hasValue(command) ? ` ${size} B` : ''}${persistence === 'off' ? '' : ` AOF ${persistence}`}`,
          target,
          count(perSecond.median),
          `${count(perSecond.low)}–${count(perSecond.high)}`,
          ratioText(ratio),
          cpuMicros === null ? '?' : cpuMicros.median.toFixed(2),
          busy === null ? '?' : `${Math.round(100 * busy.median)} %`,
          limit,
        ],
      ),
    ),
    table(
      `Latency in ms at a fixed rate, from the moment at which a request was due`,
      ['due/s', 'target', 'answered/s', 'p50', 'p99', 'p99.9', 'max'],
      results.latency.map(({ rate, target, achieved, p50, p99, p999, max }) => [
        count(rate),
        target,
        count(achieved.median),
        ...[p50, p99, p999, max].map(({ median }) => median.toFixed(2)),
      ]),
    ),
    table(
      'Memory, resident',
      ['keys', 'target', 'MiB', 'empty', 'bytes a key', to],
      results.memory.map(({ keys, target, resident, empty, perKey, ratio, valueBytes }) => [
        `${count(keys)}, values of ${valueBytes} B`,
        target,
        mebibytes(resident),
        mebibytes(empty),
        count(perKey.median),
        ratioText(ratio),
      ]),
    ),
    table(
      'Start-up',
      ['from', 'target', 's', 'half of the rounds', to],
      results.startup.map(({ from, keys, target, seconds, ratio }) => [
        keys === 0 ? from : `${from}, ${count(keys)} keys`,
        target,
        seconds.median.toFixed(2),
        `${seconds.low.toFixed(2)}–${seconds.high.toFixed(2)}`,
        ratioText(ratio),
      ]),
    ),
    table(
      'The longest wait for a reply, in ms',
      ['', 'target', 'quiet', 'during BGSAVE', 'BGSAVE took, s'],
      results.pause.map(({ keys, rate, target, quiet, longest, seconds }) => [
        `${count(keys)} keys, ${count(rate)} requests/s`,
        target,
        quiet.median.toFixed(1),
        longest.median.toFixed(1),
        seconds.median.toFixed(2),
      ]),
    ),
    table(
      `Two load generators, ${baseline}: do they agree within their spread?`,
      ['', 'bench.ts', 'redis-benchmark', 'agree'],
      results.agreement.map(({ command, pipeline, ours, theirs, agree }) => [
        `${command.toUpperCase()} ×${pipeline}`,
        count(ours.median),
        count(theirs.median),
        agree ? 'yes' : 'no',
      ]),
    ),
  ];
  const notes = results.failures.map(({ target, what, why }) => paint('red', `✗ ${target}: ${what}: ${why}`));
  const shown = tables.filter((text) => text !== '');
  return [...shown, ...notes, paint('dim', machineLine(results))].join('\n\n');
}

function table(title: string, head: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)));
  // Words to the left, numbers to the right.
  const line = (row: Row) =>
    row.map((cell, i) =>
      i < 2 || head[i] === 'limit' ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
  const lines = rows.map((row, i) => {
    const [first = '', ...rest] = line(row);
    // What repeats is told once.
    return [rows[i - 1]?.[0] === row[0] ? ' '.repeat(first.length) : first, ...rest];
  });
  return [
    paint('bold', title),
    paint('dim', `  ${line(head).join('  ')}`.trimEnd()),
    ...lines.map((cells) => `  ${cells.join('  ')}`.trimEnd()),
  ].join('\n');
}

function hasValue(command: string): boolean {
  return command === 'set' || command === 'get';
}

function ratioText(ratio: Spread | null): string {
  return ratio === null ? '' : ratio.median.toFixed(2);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function mebibytes({ median }: Spread): string {
  return (median / 2 ** 20).toFixed(0);
}
