// The fourth exercise: a server that is to be quicker than Redis.
import { main } from '../01-tcp-echo/main.ts';
import type { Command } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import { createServer as createWholeServer, flags } from '../09-graceful-shutdown/server.ts';
import { createChanges } from './fast/changes.ts';
import { fastCommands } from './fast/commands.ts';
import { createOutput } from './fast/output.ts';
import { createFastParser } from './fast/parser.ts';
import { createArenaTable } from './fast/table.ts';

/** The whole Redis with another keyspace and another way from the input to the output behind it: fast. */
export function createServer(values: typeof flags) {
  const table = createArenaTable();
  const server = createWholeServer(values, table);
  const output = createOutput(() => setImmediate(() => server.flush()));
  const changes = createChanges(server, output);

  const { receive, run, send, flush, keyspace, commands } = server;
  server.receive = (client, chunk) => {
    if (!('bytes' in client.parser.args)) client.parser = createFastParser(table.lookAhead); // these are its first bytes
    receive(client, chunk);
  };

  server.run = (command, args, client) => {
    changes.count();
    return run(command, args, client);
  };

  server.send = (client, reply) => {
    const written = reply === '' && output.isTo(client); // it stands in the buffer
    if (!written) output.addText(client, reply);
    if (output.full() || reply.length > 65536) server.flush();
  };

  server.flush = () => {
    changes.count();
    changes.tell();
    flush();
    const unsure = changes.takeUnsure();
    if (server.log?.problem)
      output.replace(unsure, error(`MISCONF Errors writing to the AOF file: ${server.log.problem}`));
    const leaving = Array.from(output.flush()).filter(({ closing }) => closing);
    for (const client of leaving) send(client, ''); // then it is the earlier flush that ends their connections
    if (leaving.length > 0) flush();
  };

  const fast = fastCommands(commands, keyspace, table, output, changes);
  for (const [name, command] of Object.entries(commands)) {
    const inOrder: Command['run'] = (args, client) => {
      changes.tell();
      return command.run(args, client);
    };
    commands[name] = fast[name] ?? { ...command, run: inOrder };
  }
  return server;
}

main(import.meta.filename, flags, createServer);
