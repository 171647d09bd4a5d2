import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, main } from '../01-tcp-echo/main.ts';
import { type Command, type Commands, read, wrongArity } from '../02-resp-parser/commands.ts';
import { type Args, createParser } from '../02-resp-parser/parser.ts';
import { error, ok } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { isInteger } from '../03-get-set/integers.ts';
import { createServer, flags, type GracefulServer } from './server.ts';
import { type Wishes, wishesOf } from './wishes.ts';

/** The flags of the stage, and those of the first two exercises. */
export const exerciseFlags = {
  ...flags,
  pidfile: '',
  'shutdown-on-sigterm': 'default',
  'shutdown-on-sigint': 'default',
};

type Values = typeof exerciseFlags;

/** The server with what the four exercises add to it. */
export function createExercises(values: Values): GracefulServer {
  const server = createServer(values);
  if (values.pidfile !== '') keepPidFile(server, resolve(values.dir, values.pidfile));
  server.signals.SIGTERM = signalWishes('shutdown-on-sigterm', values);
  server.signals.SIGINT = signalWishes('shutdown-on-sigint', values);
  listenOn(server, pause(server));
  return server;
}

/** 1. The number of the process in a file, as long as it runs (`createPidFile` in `src/server.c`). */
function keepPidFile({ net }: GracefulServer, path: string): void {
  net.once('listening', () => {
    try {
      writeFileSync(path, `${process.pid}\n`);
      process.once('exit', () => rmSync(path, { force: true }));
    } catch (problem) {
      console.warn(`The pid file ${path} can't be written: ${problem}`); // it serves its clients all the same
    }
  });
}

/** 2. What a signal asks for: `shutdown-on-sigterm` and `shutdown-on-sigint` in redis.conf. */
function signalWishes(name: 'shutdown-on-sigterm' | 'shutdown-on-sigint', values: Values): Wishes {
  const words = values[name].trim().split(/\s+/);
  return (
    wishesOf(words.filter((word) => word.toLowerCase() !== 'default')) ??
    fail(`--${name} is default, or some of save, nosave, now, force; not '${values[name]}'`)
  );
}

/** 3. Clients that wait: https://redis.io/docs/latest/commands/client-pause/ */
function pause(server: GracefulServer) {
  const waiting: [Client, Buffer][] = []; // each with its command, in the order in which they came
  let [until, everything] = [0, false]; // on the clock of performance.now
  let timer: NodeJS.Timeout | undefined;

  const pausing = {
    /** Clients whose writes wait, whatever was said to all of them. */
    held: new Set<Client>(),

    /** Whether a command has to wait. What a replica says never has to. */
    concerns(command: Command, args: Args, client: Client): boolean {
      const paused = performance.now() < until;
      if (!paused && pausing.held.size === 0) return false;
      const writes = command.write || args.word(0) === 'publish'; // what replicas are told
      const waits = (paused && everything) || (writes && (paused || pausing.held.has(client)));
      return waits && ![...server.replicas.all].some((replica) => replica.client === client);
    },

    /** Lets all go on that nothing concerns any more. */
    resume(): void {
      for (const [client, command] of waiting.splice(0)) {
        if (client.closing || client.socket.destroyed) continue;
        client.blocked = false;
        const parser = createParser();
        parser.push(command);
        parser.next();
        const known = server.commands[parser.args.word(0)];
        if (known) server.send(client, server.run(known, parser.args, client));
        server.receive(client, Buffer.alloc(0)); // what it has said meanwhile
      }
    },
  };

  const { run, keyspace, commands } = server;
  server.run = (command, args, client) => {
    if (!pausing.concerns(command, args, client)) return run(command, args, client);
    client.blocked = true;
    waiting.push([client, Buffer.from(args.raw())]);
    return '';
  };

  const { expire } = keyspace;
  keyspace.expire = (key) => {
    if (performance.now() >= until) expire(key); // which replicas would be told
  };

  function end(): string {
    [until, everything] = [0, false];
    clearTimeout(timer);
    pausing.resume();
    return ok;
  }

  function begin(args: Args): string {
    if (args.length < 3 || args.length > 4) return wrongArity('client|pause');
    const [ms, mode] = [args.string(2), args.length === 4 ? args.word(3) : 'all'];
    if (mode !== 'all' && mode !== 'write') return error('ERR CLIENT PAUSE mode must be WRITE or ALL');
    if (!isInteger(ms)) return error('ERR timeout is not an integer or out of range');
    if (Number(ms) < 0) return error('ERR timeout is negative');
    // One pause never shortens another.
    everything ||= mode === 'all';
    until = Math.max(until, performance.now() + Number(ms));
    clearTimeout(timer);
    timer = setTimeout(end, Math.min(until - performance.now() + 1, 2 ** 31 - 1)).unref();
    return ok;
  }

  Object.assign(commands, {
    client: read(-2, (args) => {
      if (args.word(1) === 'pause') return begin(args);
      if (args.word(1) !== 'unpause')
        return error(`ERR unknown subcommand '${args.string(1)}'. Try CLIENT HELP.`);
      return args.length === 2 ? end() : wrongArity('client|unpause');
    }),
  } satisfies Commands);
  return pausing;
}

/** 4. Clients are heard while replicas lag: `SHUTDOWN ABORT` (`abortShutdown` in `src/server.c`). */
function listenOn({ shutdown: { drain } }: GracefulServer, pausing: ReturnType<typeof pause>): void {
  drain.hold = (client) => void pausing.held.add(client);
  const { release } = drain;
  drain.release = () => {
    release();
    pausing.held.clear();
    pausing.resume();
  };
}

main(import.meta.filename, exerciseFlags, createExercises);
