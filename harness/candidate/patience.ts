// How long to wait for an answer. A fixed limit is either too short for a loaded machine or too long for a learner;
// so a wait also ends when it is decided: every process that could answer has been asleep, without a pending disk
// access and without using the processor, for a while in which our own event loop was on time.
import { groupActivity, groupTime } from './processes.ts';

/** Why a wait was given up, in words. */
export type GivenUp = string;

const poll = 50;
const starved = 4;

/** A server that let us wait so often without resting fails anyhow: what is left of the run shall not take an hour. */
const patient = 3;
const hurry = 4;
let exhausted = 0;

/** A wait for an answer. */
export interface Wait {
  /** Resolves, in words, when no answer can be expected any more; with '' when the wait was ended before. */
  readonly givenUp: Promise<GivenUp>;
  /** The answer is there. */
  end(): void;
}

/**
 * Begins to wait for these candidates. It is given up when they have been idle for `idleFor` ms, or `within` ms have
 * passed; up to four times as long when the machine gave them less processor time than that. Where processes can't be seen
 * (off Linux), only the limit counts; after three such waits it is a quarter. There is one for each reply: it costs little.
 */
export function beginWait(
  candidates: readonly { readonly pid: number }[],
  within: number,
  idleFor = 750,
): Wait {
  const started = performance.now();
  const longest = exhausted < patient ? within : within / hurry;
  let idleSince: number | undefined;
  let before: string | undefined;
  let pause = poll;
  let timeBefore: number | undefined;
  let resolve = (_reason: GivenUp) => {};
  let timer: NodeJS.Timeout;

  const rest = () => {
    const asked = performance.now();
    timer = setTimeout(() => {
      const reason = lookAfter(asked);
      if (reason === undefined) rest();
      else resolve(reason);
    }, pause);
  };
  const lookAfter = (asked: number): GivenUp | undefined => {
    const now = performance.now();
    const waited = now - started;
    if (waited >= longest && !(waited < starved * longest && isStarved(candidates, timeBefore, longest))) {
      exhausted++;
      return `${(waited / 1000).toFixed(1)} s without an answer`;
    }
    // Most answers come at once: look at processes only when one doesn't.
    if (waited < 4 * poll) return undefined;
    timeBefore ??= timeOf(candidates);
    const look = lookAt(candidates);
    pause = Math.max(poll, look.restFor);
    const onTime = now - asked < 2 * pause;
    const idle =
      look.activity !== '' && !look.activity.includes('busy') && look.activity === before && onTime;
    before = look.activity;
    if (!idle) idleSince = undefined;
    else idleSince ??= now;
    if (idleSince === undefined || now - idleSince < idleFor) return undefined;
    return `the server was idle for ${idleFor / 1000} s: it waits for something too`;
  };

  const givenUp = new Promise<GivenUp>((settle) => {
    resolve = settle;
  });
  rest();
  return {
    givenUp,
    end() {
      clearTimeout(timer);
      resolve('');
    },
  };
}

/** True when they have worked, but for less time than they were to have. */
function isStarved(
  candidates: readonly { readonly pid: number }[],
  timeBefore: number | undefined,
  within: number,
): boolean {
  const worked = timeOf(candidates) - (timeBefore ?? 0);
  return worked > 0 && worked < within;
}

function timeOf(candidates: readonly { readonly pid: number }[]): number {
  return candidates.reduce((sum, { pid }) => sum + groupTime(pid), 0);
}

interface Look {
  readonly activity: string;
  readonly at: number;
  /** Looking must not keep the harness from its work: nine tenths of the time it rests. */
  readonly restFor: number;
}

const looks = new Map<string, Look>();

/** What the candidates are doing; one look serves all who wait for the same ones. */
function lookAt(candidates: readonly { readonly pid: number }[]): Look {
  const key = candidates.map(({ pid }) => pid).join();
  const at = performance.now();
  const recent = looks.get(key);
  if (recent !== undefined && at - recent.at < Math.max(0.8 * poll, 0.8 * recent.restFor)) return recent;
  const activity = candidates.map(({ pid }) => groupActivity(pid)).join();
  const look = { activity, at, restFor: 10 * (performance.now() - at) };
  looks.clear();
  looks.set(key, look);
  return look;
}
