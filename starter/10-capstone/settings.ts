// Done for you: the flags, and one clear line where one of them is wrong.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fail } from '../01-tcp-echo/main.ts';

/** The flags, each with what it is when it isn't given. Those that are numbers here are whole numbers. */
export const flags = {
  host: '127.0.0.1',
  port: 6380,
  clients: 50,
  requests: 100_000,
  pipeline: 16, // requests that a connection has in flight
  command: 'set',
  keyspace: 10_000, // how many keys there are
  size: 32, // of a value, in bytes
  seed: randomInt(2 ** 32),
  timeout: 10, // how long to wait for a reply, in seconds
};

/** What is asked of the load generator. */
export type Settings = typeof flags;

/** Parses the command line. Ends the process, with a line on stderr, where it makes no sense. */
export function readFlags<T extends Record<string, string | number | boolean>>(defaults: T): T {
  const options = Object.entries(defaults).map(([name, value]) => {
    return [name, { type: typeof value === 'boolean' ? 'boolean' : 'string' }] as const;
  });
  try {
    const { values } = parseArgs({ options: Object.fromEntries(options) });
    const given = Object.entries(values).map(([name, value]) => {
      return [name, typeof defaults[name] === 'number' ? number(name, value) : value] as const;
    });
    return { ...defaults, ...Object.fromEntries(given) };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function number(name: string, value: unknown): number {
  const least = /^(size|seed)$/.test(name) ? 0 : 1;
  if (/^\d+$/.test(`${value}`) && Number(value) >= least) return Number(value);
  return fail(`--${name} is a whole number from ${least} upwards, not '${value}'`);
}
