import type { Socket } from 'node:net';
import { flags, main } from '../01-tcp-echo/main.ts';
import { createServer as createTcpServer } from '../01-tcp-echo/server.ts';
import { type Command, connectionCommands, takes, unknownCommand, wrongArity } from './commands.ts';
import { type Args, createParser, type Parser } from './parser.ts';
import { error } from './replies.ts';

/** One connection. */
export interface Client {
  readonly socket: Socket;
  /** Turns its bytes into commands; stage 10 puts a faster one in its place. */
  parser: Parser;
  /** Replies of this turn of the event loop, in order; they leave at its end. */
  readonly replies: string[];
  /** True when no more commands are taken, and the connection ends after the last reply. */
  closing: boolean;
  /** True while a command waits for something to happen: those behind it wait, too. */
  blocked?: boolean;
}

/** A server. Later stages add commands to its table, and wrap its functions to do more at those moments. */
export type RespServer = ReturnType<typeof createServer>;

/** A server that understands RESP, and knows the commands about the connection. */
export function createServer() {
  const due: Client[] = []; // those with something to send
  // Without a prototype: a name like `constructor` is one that nobody knows.
  const commands: Record<string, Command> = Object.assign(Object.create(null), connectionCommands);

  const server = {
    ...createTcpServer((socket) => {
      const client = { socket, parser: createParser(), replies: [], closing: false };
      server.clients.add(client);
      socket.on('data', (chunk) => client.closing || server.receive(client, chunk));
      socket.on('end', () => server.close(client, '')); // half-closed: it asks no more, but waits for its replies
      socket.on('error', () => {}); // reset: 'close' follows
      socket.on('close', () => server.clients.delete(client));
    }),
    clients: new Set<Client>(),
    /** By name. */
    commands,

    /** Takes bytes from a client, and executes the whole commands in them. */
    receive(client: Client, chunk: Buffer): void {
      const { run, send } = server; // looked up once for all commands in the chunk
      client.parser.push(chunk);
      try {
        while (!(client.closing || client.blocked) && client.parser.next())
          send(client, execute(client, run));
      } catch (problem) {
        server.close(client, error(`ERR ${problem instanceof Error ? problem.message : problem}`));
      }
    },

    /** Executes a command whose name and arity are right, and gives its reply. */
    run: (command: Command, args: Args, client: Client): string => command.run(args, client),

    /** Queues a reply, which leaves at the end of the turn: a large one at once, as a string can't grow forever. */
    send(client: Client, reply: string): void {
      if (client.replies.push(reply) === 1 && due.push(client) === 1) setImmediate(() => server.flush());
      if (reply.length > 65536) server.flush();
    },

    /** Queues a client's last reply, and ends the connection after it. */
    close(client: Client, reply: string): void {
      if (!client.closing) server.send(client, reply);
      client.closing = true;
    },

    /** The end of a turn: what its commands have to tell leaves, in one write a client. */
    flush(): void {
      for (const { socket, replies, closing } of due.splice(0)) {
        socket.write(replies.splice(0).join(''), 'latin1');
        // What still comes in is read for a while: unread bytes would make the kernel reset the connection, and a
        // reset can overtake the last reply.
        if (closing) socket.end(() => socket.setTimeout(1000, () => socket.destroy()));
      }
    },
  };

  function execute(client: Client, run: typeof server.run): string {
    const { args } = client.parser;
    const command = commands[args.word(0)];
    if (command === undefined) return unknownCommand(args);
    return takes(command, args.length) ? run(command, args, client) : wrongArity(args.word(0));
  }

  return server;
}

main(import.meta.filename, flags, createServer);
