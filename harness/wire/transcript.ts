// What was sent, received and signalled during one test, with times.

/** One event. `text` is a function where telling it costs more than noting it: most transcripts are never read. */
export interface TranscriptLine {
  readonly who: string;
  readonly what: string;
  readonly text: string | (() => string);
  readonly at: number;
  /** The reply to what was sent, once it came, and how long that took in ms. */
  answer?: { readonly text: () => string; readonly took: number };
}

export interface Transcript {
  /** Notes an event of a connection or server. */
  note(who: string, what: string, text: string | (() => string)): TranscriptLine;
  /** The last lines, told; what was left out before them is said, and what was said over and over is told once. */
  tell(count: number): string[];
}

const kept = 400;

export function createTranscript(): Transcript {
  let lines: TranscriptLine[] = [];
  let forgotten = 0;
  return {
    note(who, what, text) {
      const line: TranscriptLine = { who, what, text, at: performance.now() };
      lines.push(line);
      if (lines.length >= 2 * kept) {
        forgotten += lines.length - kept;
        lines = lines.slice(-kept);
      }
      return line;
    },
    tell(count) {
      const shown = folded(lines).slice(-count);
      const earlier = forgotten + lines.length - shown.reduce((sum, { times }) => sum + times, 0);
      // Who did it only matters when there was more than one.
      const named = new Set(shown.map(({ line }) => line.who)).size > 1;
      const told = shown.map(
        ({ line, times }) => tellLine(line, named) + (times > 1 ? `, ${times} times` : ''),
      );
      return earlier > 0 ? [`…         ${earlier} earlier steps`, ...told] : told;
    },
  };
}

/** Lines in a row that say the same, as those of a poll do, are one: the last of them. */
function folded(lines: readonly TranscriptLine[]): { line: TranscriptLine; times: number }[] {
  const runs: { line: TranscriptLine; times: number; said: string }[] = [];
  for (const line of lines) {
    const said = [line.who, line.what, textOf(line), line.answer?.text()].join('\0');
    const last = runs.at(-1);
    if (last?.said === said) Object.assign(last, { line, times: last.times + 1 });
    else runs.push({ line, times: 1, said });
  }
  return runs;
}

const textOf = ({ text }: TranscriptLine): string => (typeof text === 'string' ? text : text());

function tellLine(line: TranscriptLine, named: boolean): string {
  const { who, what, answer } = line;
  const start = `${what.padEnd(9)} ${named && who !== '' ? `${who}  ` : ''}${textOf(line)}`;
  return answer === undefined
    ? start
    : `${start.padEnd(52)} → ${answer.text().slice(0, 120)}   ${answer.took.toFixed(1)} ms`;
}
