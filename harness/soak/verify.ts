// Whether a dataset found after a crash is one that the writers' histories allow.
import { quote, tellCommand } from '../wire/text.ts';
import {
  acknowledged,
  type Dataset,
  type Difference,
  differences,
  type History,
  matchingPrefixes,
  type State,
} from './history.ts';

/** What was asked of the server in this life, and how much of it must be there. */
export interface Expectation {
  readonly histories: readonly History[];
  /** The fewest steps of a history that must be there. */
  readonly least: (history: History) => number;
  /** True when all histories must be cut off at one and the same instant. */
  readonly oneInstant: boolean;
}

/**
 * Compares a dataset with what it may be.
 * @returns what is wrong, in words; an empty array when nothing is
 */
export function verify(found: Dataset, { histories, least, oneInstant }: Expectation): string[] {
  const known = new Set(histories.flatMap(({ keys }) => keys));
  const strangers = [...found.keys()].filter((key) => !known.has(key));
  if (strangers.length > 0) return [`keys that nobody wrote: ${strangers.slice(0, 5).join(', ')}`];

  const cuts = histories.map((history) => {
    const matching = matchingPrefixes(history, found);
    return {
      history,
      matching: matching.filter((count) => count >= least(history)),
      earlier: matching.at(-1),
    };
  });
  const wrong = cuts.find(({ matching }) => matching.length === 0);
  if (wrong !== undefined) return explain(wrong.history, least(wrong.history), wrong.earlier, found);
  if (!oneInstant) return [];

  // One instant is after the sending of everything that is there, and before the reply of anything that isn't.
  const latestIn = Math.max(
    0,
    ...cuts.map(({ history, matching }) => history.steps[(matching[0] ?? 0) - 1]?.sentAt ?? 0),
  );
  const earliestOut = Math.min(
    ...cuts.map(
      ({ history, matching }) =>
        history.steps[matching.at(-1) ?? 0]?.acknowledgedAt ?? Number.POSITIVE_INFINITY,
    ),
  );
  if (latestIn <= earliestOut) return [];
  return [
    'the dataset is not of one instant: of one writer it holds a command that was sent',
    `${(latestIn - earliestOut).toFixed(1)} ms after another writer's first missing one had been acknowledged`,
  ];
}

function explain(history: History, least: number, earlier: number | undefined, found: Dataset): string[] {
  const sure = acknowledged(history);
  const what =
    earlier === undefined
      ? `the keys of a writer were never like this together (${sure} of its commands were acknowledged)`
      : `the last ${least - earlier} of ${least} commands of a writer that must be there are lost`;
  const shown = differences(history, earlier === undefined ? sure : least, found).slice(0, 5);
  return [what, ...shown.flatMap(tellDifference)];
}

function tellDifference({ key, wanted, found, by }: Difference): string[] {
  const age = by && by.acknowledgedAt < Number.POSITIVE_INFINITY ? 'acknowledged' : 'not acknowledged';
  return [
    `  ${key}`,
    `    expected  ${tell(wanted)}${by === undefined ? ', as it was at the start' : `, by ${tellCommand(by.command)} (${age})`}`,
    `    found     ${tell(found)}`,
  ];
}

function tell(state: State | undefined): string {
  if (state === undefined) return '(no such key)';
  const value = quote(Buffer.from(state.value, 'latin1'));
  return state.deadline === -1 ? value : `${value} until ${state.deadline}`;
}
