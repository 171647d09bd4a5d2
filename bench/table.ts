// One table on a terminal.
import { paint } from '../harness/reporters/paint.ts';

type Cells = readonly string[];

/** Aligns cells below their headings; nothing where there are no rows. */
export function table(title: string, head: Cells, rows: readonly Cells[]): string {
  if (rows.length === 0) return '';
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  // Words to the left, numbers to the right.
  const pad = (cell: string, i: number) =>
    i < 2 || head[i] === 'limit' || head[i] === 'agree'
      ? cell.padEnd(widths[i] ?? 0)
      : cell.padStart(widths[i] ?? 0);
  const line = (row: Cells) => `  ${row.map(pad).join('  ')}`.trimEnd();
  // What repeats is told once.
  const told = rows.map((row, i) => (rows[i - 1]?.[0] === row[0] ? ['', ...row.slice(1)] : row));
  return [paint('bold', title), paint('dim', line(head)), ...told.map(line)].join('\n');
}
