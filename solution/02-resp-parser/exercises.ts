import { flags, main } from '../01-tcp-echo/main.ts';
import { type Commands, read } from './commands.ts';
import type { Args } from './parser.ts';
import { array, bulk, error, integer, ok, simple } from './replies.ts';
import { type Client, createServer, type RespServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(): RespServer {
  const server = createServer();
  hangUpOnBrowsers(server);
  introduce(server);
  keepQuiet(server);
  showCommands(server);
  return server;
}

/** 1. A web page can make a browser send anything after the head of a POST: that must never be executed. */
function hangUpOnBrowsers({ commands }: RespServer): void {
  const hangUp = read(-1, (_, client) => {
    client.closing = true;
    client.socket.destroy();
    return '';
  });
  Object.assign(commands, { post: hangUp, 'host:': hangUp } satisfies Commands);
}

/** 2. HELLO: https://redis.io/docs/latest/commands/hello/ */
function introduce({ commands }: RespServer): void {
  const known = new WeakMap<Client, { id: number; proto: number }>();
  let ids = 0;
  const hello = read(-1, (args, client) => {
    const self = known.get(client) ?? { id: ++ids, proto: 2 };
    known.set(client, self);
    if (args.length > 1) {
      const version = args.string(1);
      if (!/^-?\d+$/.test(version)) return error('ERR Protocol version is not an integer or out of range');
      if (version !== '2' && version !== '3') return error('NOPROTO unsupported protocol version');
      if (args.length > 2) return error(`ERR Syntax error in HELLO option '${args.string(2)}'`);
      self.proto = Number(version);
    }
    const fields = [
      [bulk('server'), bulk('redis')],
      [bulk('version'), bulk('7.0.15')],
      [bulk('proto'), integer(self.proto)],
      [bulk('id'), integer(self.id)],
      [bulk('mode'), bulk('standalone')],
      [bulk('role'), bulk('master')],
      [bulk('modules'), array([])],
    ].flat();
    return self.proto === 3 ? `%${fields.length / 2}\r\n${fields.join('')}` : array(fields);
  });
  Object.assign(commands, { hello } satisfies Commands);
}

/** 3. CLIENT REPLY: https://redis.io/docs/latest/commands/client-reply/ */
function keepQuiet(server: RespServer): void {
  /** How many replies of a client to leave out from here on. */
  const left = new WeakMap<Client, number>();
  const mute = read(-2, (args, client) => {
    if (args.word(1) !== 'reply') return error(`ERR unknown subcommand '${args.string(1)}'`);
    if (args.length !== 3) return error("ERR wrong number of arguments for 'client|reply' command");
    const mode = args.word(2);
    if (mode === 'on') left.delete(client);
    else if (mode === 'off') left.set(client, Number.POSITIVE_INFINITY);
    else if (mode !== 'skip') return error('ERR syntax error');
    else if (!left.has(client)) left.set(client, 2); // its own, which is empty, and the next
    return mode === 'on' ? ok : '';
  });
  Object.assign(server.commands, { client: mute } satisfies Commands);

  const { send } = server;
  server.send = (client, reply) => {
    const count = left.get(client) ?? 0;
    if (count > 1) left.set(client, count - 1);
    else left.delete(client);
    send(client, count > 0 ? '' : reply);
  };
}

/** 4. MONITOR: https://redis.io/docs/latest/commands/monitor/ */
function showCommands(server: RespServer): void {
  const monitors = new Set<Client>();
  const monitor = read(1, (_, client) => {
    monitors.add(client);
    client.socket.once('close', () => monitors.delete(client));
    return ok;
  });
  Object.assign(server.commands, { monitor } satisfies Commands);

  const { run } = server;
  server.run = (command, args, client) => {
    if (monitors.size > 0 && command !== monitor) {
      const line = simple(`${(Date.now() / 1000).toFixed(6)} ${tell(args, client)}`);
      for (const each of monitors) server.send(each, line);
    }
    return run(command, args, client);
  };
}

function tell(args: Args, { socket }: Client): string {
  const words = Array.from({ length: args.length }, (_, i) => quote(args.string(i)));
  return `[0 ${socket.remoteAddress}:${socket.remotePort}] ${words.join(' ')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

/** The bytes as one would type them (`sdscatrepr` in `src/sds.c`). */
function quote(bytes: string): string {
  const escaped = (char: string) => ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${bytes.replace(/[\\"]|[^ -~]/g, escaped)}"`;
}

main(import.meta.filename, flags, createExercises);
