// Done for you: flags, the port, and one clear line where one of them is wrong. Every stage uses it.
import { realpathSync, writeSync } from 'node:fs';
import type { Server } from 'node:net';
import { parseArgs } from 'node:util';

/** What can be started: `listen` opens the port, `net` tells whether that worked. */
export interface Startable {
  readonly net: Server;
  listen(port: number): void;
}

/** The flags of a stage by name, each with what it is when it isn't given. */
export type Flags = Readonly<Record<string, string>> & { readonly port: string };

/** The flags every stage takes. */
export const flags = { port: '6380' };

/** Starts a stage's server when `file` is what node was told to run, and not merely imported. */
export function main<T extends Flags>(file: string, defaults: T, create: (flags: T) => Startable): void {
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== file) return;
  const values = parseFlags(defaults);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    fail(`--port is a number from 0 to 65535, not '${values.port}'`);
  const server = create(values);
  server.net.once('error', (error) => fail(`cannot listen on port ${port}: ${error.message}`));
  server.net.once('listening', () => console.log('ready on', server.net.address()));
  server.listen(port);
}

/** Ends the process with one line on stderr: for a user's mistake, which no stack trace would explain. */
export function fail(message: string): never {
  writeSync(2, `${message}\n`); // process.exit would not wait for a pipe that is written later
  process.exit(1);
}

function parseFlags<T extends Flags>(defaults: T): T {
  const options = Object.entries(defaults).map(
    ([name, value]) => [name, { type: 'string', default: value }] as const,
  );
  try {
    return { ...defaults, ...parseArgs({ options: Object.fromEntries(options) }).values };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
