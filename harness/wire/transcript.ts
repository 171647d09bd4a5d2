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
  /** The last lines, told; what was left out before them is said. */
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
      const shown = lines.slice(-count);
      const earlier = forgotten + lines.length - shown.length;
      // Who did it only matters when there was more than one.
      const named = new Set(shown.map(({ who }) => who)).size > 1;
      const told = shown.map((line) => tellLine(line, named));
      return earlier > 0 ? [`…         ${earlier} earlier steps`, ...told] : told;
    },
  };
}

function tellLine({ who, what, text, answer }: TranscriptLine, named: boolean): string {
  const told = typeof text === 'string' ? text : text();
  const start = `${what.padEnd(9)} ${named && who !== '' ? `${who}  ` : ''}${told}`;
  return answer === undefined
    ? start
    : `${start.padEnd(52)} → ${answer.text().slice(0, 120)}   ${answer.took.toFixed(1)} ms`;
}
