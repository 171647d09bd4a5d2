// What a client may expect to find after a restart: its own key, whose value tells which of its commands were executed.
import { Failure, type Random, type Wire } from '../../harness/suite.ts';

/** What one client sent to its own key: it appends, so that the value tells each command that was executed, and how often. */
export interface History {
  readonly key: string;
  /** The value after each command that was sent; the first `acknowledged` + 1 of these are history. */
  values: string[];
  acknowledged: number;
}

/** The history of a key that nobody has written to. */
export function createHistory(random: Random): History {
  return { key: random.key(), values: [''], acknowledged: 0 };
}

/** Some more commands, which become a part of the history. */
export function nextCommands(history: History, random: Random): string[][] {
  return Array.from({ length: random.integer(1, 6) }, () => {
    const text = random.text(1, 60);
    history.values.push(history.values.at(-1) + text);
    return ['APPEND', history.key, text];
  });
}

/** The key's value is one that it had after the last acknowledged command, and becomes the beginning of its new history. */
export async function check(wire: Wire, history: History): Promise<void> {
  const reply = await wire.command('GET', history.key).reply();
  const value = Buffer.isBuffer(reply) ? reply.toString() : '';
  const executed = history.values.indexOf(value);
  if (executed < history.acknowledged) {
    const { key, values, acknowledged } = history;
    const what =
      executed === -1 ? 'what was never its value' : `${acknowledged - executed} acknowledged writes less`;
    throw new Failure('wrong reply', `after the restart ${key} holds ${what}`, {
      expected: `the value after ${acknowledged} to ${values.length - 1} commands: …${values[acknowledged]?.slice(-80)}`,
      received: value === '' ? '(nil)' : `…${value.slice(-80)}`,
    });
  }
  history.values = [value];
  history.acknowledged = 0;
}
