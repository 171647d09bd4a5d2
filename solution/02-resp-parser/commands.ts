import type { Args } from './parser.ts';
import { bulk, error, ok, simple } from './replies.ts';
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
  ping: read(-1, (args) => {
    if (args.length > 2) return wrongArity('ping');
    return args.length === 1 ? simple('PONG') : bulk(args.string(1));
  }),
  echo: read(2, (args) => bulk(args.string(1))),
  quit: read(-1, (_, client) => {
    client.closing = true;
    return ok;
  }),
};

/** Whether a command takes this many arguments. */
export const takes = ({ arity }: Command, n: number): boolean => (arity < 0 ? n >= -arity : n === arity);

/** The reply to too few or too many arguments. */
export const wrongArity = (name: string) => error(`ERR wrong number of arguments for '${name}' command`);

/** The reply to a name nobody knows, with the start of what came with it (`processCommand` in `src/server.c`). */
export function unknownCommand(args: Args): string {
  let rest = '';
  for (let i = 1; i < args.length && rest.length < 128; i++)
    rest += `'${cut(args.string(i), 128 - rest.length)}' `;
  return error(`ERR unknown command '${cut(args.string(0), 128)}', with args beginning with: ${rest}`);
}

/** At most so many characters, and none from a zero byte on: there a string ends for C's printf. */
const cut = (text: string, most: number): string => text.slice(0, most).split('\0', 1)[0] ?? '';
