import { createServer as createNetServer, type Server, type Socket } from 'node:net';
import { flags, main, type Startable } from '../01-tcp-echo/main.ts';
import { type Command, connectionCommands, fits, unknownCommand, wrongArity } from './commands.ts';
import { type Args, createParser, type Parser, ProtocolError } from './parser.ts';
import { error } from './replies.ts';

/** One connection. */
export interface Client {
  readonly socket: Socket;
  readonly parser: Parser;
  /** Replies of this turn of the event loop, in order; they leave at its end. */
  readonly replies: string[];
  /** True when no more commands are taken, and the connection ends after the last reply. */
  closing: boolean;
}

/** A server. Later stages add commands to the table, and wrap its functions to do more at those moments. */
export interface RespServer extends Startable {
  readonly net: Server;
  readonly clients: Set<Client>;
  readonly commands: Map<string, Command>;
  /** Bytes from a client: executes all whole commands in them. */
  receive(client: Client, chunk: Buffer): void;
  /** Executes a command whose name and arity are right, and gives its reply. */
  run(command: Command, args: Args, client: Client): string;
  /** Queues a reply, which leaves at the end of the turn. */
  send(client: Client, reply: string): void;
  /** The end of a turn: what all its commands have to tell their clients leaves, one write a client. */
  flush(): void;
}

const EARLY_FLUSH = 1024 * 1024; // bytes of replies that need not wait for the end of the turn

/** A server that understands RESP, and knows the commands about the connection. */
export function createServer(): RespServer {
  const due: Client[] = []; // those with something to send or to end
  let bytes = 0;

  const server: RespServer = {
    net: createNetServer({ allowHalfOpen: true, noDelay: true }, connect),
    clients: new Set(),
    commands: new Map(Object.entries(connectionCommands)),
    listen: (port) => server.net.listen(port, '127.0.0.1'),

    receive(client, chunk) {
      client.parser.push(chunk);
      try {
        while (!client.closing && client.parser.next())
          server.send(client, execute(client.parser.args, client));
      } catch (problem) {
        if (!(problem instanceof ProtocolError)) throw problem;
        close(client);
        server.send(client, error(`ERR Protocol error: ${problem.message}`));
      }
    },

    run: (command, args, client) => command.run(args, client),

    send(client, reply) {
      if (reply === '' || client.socket.destroyed) return;
      if (client.replies.push(reply) === 1) schedule(client);
      bytes += reply.length;
      if (bytes > EARLY_FLUSH) server.flush();
    },

    flush() {
      bytes = 0;
      for (const client of due.splice(0)) {
        const text = client.replies.join('');
        client.replies.length = 0;
        if (text !== '') client.socket.write(text, 'latin1');
        if (client.closing) hangUp(client.socket);
      }
    },
  };

  function connect(socket: Socket): void {
    const client: Client = { socket, parser: createParser(), replies: [], closing: false };
    server.clients.add(client);
    socket.on('data', (chunk) => client.closing || server.receive(client, chunk));
    socket.on('end', () => close(client)); // half-closed: it asks no more, but waits for its replies
    socket.on('error', () => {}); // reset: 'close' follows
    socket.on('close', () => server.clients.delete(client));
  }

  function execute(args: Args, client: Client): string {
    const name = args.word(0);
    const command = server.commands.get(name);
    if (command === undefined) return unknownCommand(args);
    if (!fits(command.arity, args.length)) return wrongArity(name);
    return server.run(command, args, client);
  }

  function close(client: Client): void {
    client.closing = true;
    schedule(client);
  }

  function schedule(client: Client): void {
    if (due.push(client) === 1) setImmediate(() => server.flush());
  }

  return server;
}

/**
 * Ends a connection once all is sent. What still arrives is read for a second: closing with unread bytes would
 * make the kernel reset the connection, and a reset can overtake the last reply.
 */
function hangUp(socket: Socket): void {
  socket.end(() => setTimeout(() => socket.destroy(), 1000).unref());
}

main(import.meta.filename, flags, createServer);
