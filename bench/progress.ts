// What the user sees while it measures: a spinner with the time that is left, or, without a terminal, a line now and then.
import process from 'node:process';
import ora from 'ora';
import { paint } from '../harness/reporters/paint.ts';

export interface Progress {
  /** A part of the bench begins, of which this is known about how long it takes, in s. */
  begin(part: string, estimate: number): void;
  /** What is measured now, and which share of the part has been done. */
  now(text: string, share: number): void;
  end(): void;
}

const quietSeconds = 10;

/** @param total about how long all parts take, in s */
export function createProgress(total: number): Progress {
  const spinner = ora({
    stream: process.stderr,
    isEnabled: process.stderr.isTTY === true,
    discardStdin: false,
  });
  let [part, estimate, before, toldAt] = ['', 0, 0, Number.NEGATIVE_INFINITY];
  const say = (text: string) => {
    if (spinner.isEnabled) spinner.text = text;
    else if (performance.now() - toldAt > 1000 * quietSeconds) {
      toldAt = performance.now();
      process.stderr.write(`  ${text}\n`);
    }
  };
  return {
    begin(name, seconds) {
      before += estimate;
      [part, estimate] = [name, seconds];
      if (spinner.isEnabled) spinner.start(name);
    },
    now(text, share) {
      const left = Math.max(0, total - before - share * estimate);
      say(`${paint('bold', part)}  ${text}  ${paint('dim', `about ${timeText(left)} left`)}`);
    },
    end: () => spinner.stop(),
  };
}

function timeText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
