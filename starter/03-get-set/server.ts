// Done for you: the server of stage 02 with keys. Read it; strings.ts is where to begin.
import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import { createServer as createRespServer } from '../02-resp-parser/server.ts';
import { genericCommands } from './generic.ts';
import { createKeyspace } from './keyspace.ts';
import { stringCommands } from './strings.ts';

/** The fields of one section of INFO. */
export type InfoFields = Readonly<Record<string, string | number>>;

/** A server with keys. */
export type KeyServer = ReturnType<typeof createServer>;

/** A server that keeps strings under keys. A later stage may bring its own keyspace. */
export function createServer(values: Flags, keyspace = createKeyspace()) {
  /** What INFO tells, by section. */
  const info: Record<string, () => InfoFields> = {
    Server: () => ({ redis_version: '7.0.15', process_id: process.pid, tcp_port: values.port }),
    Clients: () => ({ connected_clients: server.clients.size }),
    Memory: () => ({ used_memory: process.memoryUsage.rss() }),
    Persistence: () => ({ loading: 0 }),
    Keyspace: () => (keyspace.size() > 0 ? { db0: `keys=${keyspace.size()},expires=0,avg_ttl=0` } : {}),
  };
  /** What CONFIG GET tells. */
  const config: Record<string, string> = { save: '', appendonly: 'no', ...values };
  const server = Object.assign(createRespServer(), { keyspace, info, config });
  Object.assign(server.commands, stringCommands(keyspace), genericCommands(server));
  return server;
}

main(import.meta.filename, flags, createServer);
