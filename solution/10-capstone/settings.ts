import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fail } from '../01-tcp-echo/main.ts';

/** The flags by name, each with what it is when it isn't given. */
export const flags = {
  host: '127.0.0.1',
  port: '6380',
  clients: '50',
  requests: '100000',
  pipeline: '16',
  command: 'set',
  keyspace: '10000',
  size: '32',
  seed: '',
  timeout: '10',
};

/** What is asked of the load generator. */
export type Settings = ReturnType<typeof readSettings>;

/** Gives flags their types. Ends the process where one of them makes no sense. */
export function readSettings(values: typeof flags) {
  const number = (name: keyof typeof flags, least: number): number => {
    const value = Number(values[name]);
    if (!/^\d+$/.test(values[name]) || value < least)
      fail(`--${name} is a whole number from ${least} upwards, not '${values[name]}'`);
    return value;
  };
  const { host, command } = values;
  if (!/^(ping|set|get|incr|mixed)$/.test(command))
    fail(`--command is ping, set, get, incr or mixed, not '${command}'`);
  return {
    host,
    port: number('port', 1),
    /** Connections. */
    clients: number('clients', 1),
    requests: number('requests', 1),
    /** Requests that a connection has in flight. */
    pipeline: number('pipeline', 1),
    command,
    /** How many different keys there are. */
    keyspace: number('keyspace', 1),
    /** Of a value, in bytes. */
    size: number('size', 0),
    seed: values.seed === '' ? randomInt(2 ** 32) : number('seed', 0),
    /** How long to wait for a reply, in seconds. */
    timeout: number('timeout', 1),
  };
}

/** Parses the command line: flags with a value, and `--json`. */
export function parseFlags<T extends Record<string, string>>(defaults: T): T & { json: boolean } {
  const options = Object.entries(defaults).map(
    ([name, value]) => [name, { type: 'string', default: value }] as const,
  );
  try {
    const { values } = parseArgs({ options: { ...Object.fromEntries(options), json: { type: 'boolean' } } });
    return { ...defaults, json: false, ...values };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
