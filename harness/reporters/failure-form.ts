// How one failure is told: what was sent, what came, what was expected, why, what to read, how to run it again.
import type { Result } from '../judge.ts';
import { stageOfTest } from '../stages.ts';
import { paint } from './paint.ts';

/** The lines of the form. `again` is the command that runs exactly this test with exactly these bytes. */
export function tellFailure({ requirement, outcome }: Result, again: string): string[] {
  const stage = stageOfTest(requirement.id);
  // Of a server that never ran, nothing of the requirement has been asked yet.
  const neverRan = outcome.verdict === 'did not start' && outcome.transcript.length === 0;
  const title = neverRan ? 'the server did not start' : requirement.title;
  const rows: [label: string, text: string | undefined][] = [
    ['expected', outcome.expected],
    ['received', outcome.received],
    ['verdict', outcome.detail === undefined ? outcome.verdict : `${outcome.verdict}: ${outcome.detail}`],
    ['exit', outcome.exit],
    ['why', neverRan ? undefined : requirement.why],
    ['read', neverRan ? undefined : `starter/${stage?.slug}/GUIDE.md#${requirement.read}`],
    ['again', again],
  ];
  return [
    `${paint('red', `✗ ${title.padEnd(80)}`)} ${requirement.id}`,
    ...outcome.transcript.map((line) => `    ${line}`),
    ...rows.flatMap(([label, text]) => (text === undefined || text === '' ? [] : tellRow(label, text))),
    ...(outcome.stderr.length === 0
      ? []
      : [
          '',
          `    the ${stage?.kind === 'bench' ? 'load generator' : 'server'} printed:`,
          ...outcome.stderr.map((line) => `      ${paint('dim', line)}`),
        ]),
  ];
}

function tellRow(label: string, text: string): string[] {
  const [first = '', ...more] = text.split('\n');
  return [
    `    ${paint('bold', label.padEnd(9))} ${first}`,
    ...more.map((line) => `    ${' '.repeat(9)} ${line}`),
  ];
}
