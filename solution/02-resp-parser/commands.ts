import type { Args } from './parser.ts';
import { bulk, error, ok, simple } from './replies.ts';
import type { Client } from './server.ts';

/** What a server can do for a client. */
export interface Command {
  /** How many arguments it takes, its name included; -2 means two or more. */
  readonly arity: number;
  /** True when it may change data. */
  readonly write?: boolean;
  /** Does it, and gives the reply as RESP; '' when there is none. `args` is only good until this returns. */
  run(args: Args, client: Client): string;
}

/** Commands by their name in lower case. */
export type Commands = Readonly<Record<string, Command>>;

/** What every server answers: https://redis.io/docs/latest/commands/?group=connection */
export const connectionCommands: Commands = {
  ping: {
    arity: -1,
    run(args) {
      if (args.length > 2) return wrongArity('ping');
      return args.length === 1 ? simple('PONG') : bulk(args.string(1));
    },
  },
  echo: { arity: 2, run: (args) => bulk(args.string(1)) },
  quit: {
    arity: -1,
    run(_, client) {
      client.closing = true;
      return ok;
    },
  },
};

/** Whether a command of this arity takes this many arguments. */
export const fits = (arity: number, count: number): boolean =>
  arity < 0 ? count >= -arity : count === arity;

/** The reply to too few or too many arguments. */
export const wrongArity = (name: string): string =>
  error(`ERR wrong number of arguments for '${name}' command`);

/** The reply to a name nobody knows, with the start of what came with it (`processCommand` in `src/server.c`). */
export function unknownCommand(args: Args): string {
  let rest = '';
  for (let i = 1; i < args.length && rest.length < 128; i++)
    rest += `'${quote(args.string(i), 128 - rest.length)}' `;
  return error(`ERR unknown command '${quote(args.string(0), 128)}', with args beginning with: ${rest}`);
}

/** At most so many characters, and none from a zero byte on: there a string ends for C's printf. */
const quote = (text: string, most: number): string => text.slice(0, most).split('\0', 1)[0] ?? '';
