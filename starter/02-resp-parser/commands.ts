// Third: what each command answers, and the errors. GUIDE.md, "A table of commands" and "Errors, in Redis's words".
import type { Args } from './parser.ts';
import { error } from './replies.ts';
import type { Client } from './server.ts';

/** What a server can do for a client. */
export interface Command {
  /** How many arguments it takes, its name included; -2 means two or more. */
  readonly arity: number;
  /** True when it may change data. */
  readonly write: boolean;
  /** Does it, and gives the reply as RESP; '' is none. `args` are only good until this returns. */
  readonly run: (args: Args, client: Client) => string;
}

/** Commands by their name in lower case. */
export type Commands = Readonly<Record<string, Command>>;

/** A command that changes nothing. */
export const read = (arity: number, run: Command['run']): Command => ({ arity, write: false, run });

/** A command that may change data. */
export const write = (arity: number, run: Command['run']): Command => ({ arity, write: true, run });

/** What every server answers: https://redis.io/docs/latest/commands/?group=connection */
export const connectionCommands: Commands = {
  // 02.1: without a message +PONG; 02.3: with one, the message.
  ping: read(-1, () => notYet('ping')),
  // 02.4. After it come names in any case (02.5), and bytes of all kinds (02.6 – 02.10).
  echo: read(2, () => notYet('echo')),
  // 02.17: the last reply, and `client.closing`.
  quit: read(-1, () => notYet('quit')),
};

/** Whether a command takes this many arguments. */
// 02.11
export const takes = (_command: Command, _n: number): boolean => true;

/** The reply to too few or too many arguments. */
// 02.11. The name is in lower case, however it was typed.
export const wrongArity = (_name: string): string => notYet('wrongArity');

/** The reply to a name nobody knows, with the start of what came with it (`processCommand` in `src/server.c`). */
// 02.12, and the small print: 02.15, 02.16
export function unknownCommand(_args: Args): string {
  return notYet('unknownCommand');
}

const notYet = (name: string): string =>
  error(`ERR not implemented yet: next is ${name} in starter/02-resp-parser/commands.ts`);
