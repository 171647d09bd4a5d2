import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import { createServer as createKeyServer } from '../03-get-set/server.ts';
import { expiryCommands } from './expiry.ts';
import { createExpiringKeyspace } from './keyspace.ts';
import { expiringStringCommands } from './strings.ts';

/** A server whose keys may expire. */
export type ExpiryServer = ReturnType<typeof createServer>;

/** A server whose keys may expire: whoever looks at one too late removes it, and a timer removes those nobody asks for. */
export function createServer(values: Flags, keyspace = createExpiringKeyspace()) {
  const server = Object.assign(createKeyServer(values, keyspace), { keyspace });
  Object.assign(server.commands, expiringStringCommands(keyspace), expiryCommands(keyspace));

  const { receive } = server;
  server.receive = (client, chunk) => {
    keyspace.now = Date.now();
    receive(client, chunk);
  };

  const sweep = (): void => {
    keyspace.now = Date.now();
    // When much has expired it goes on at once, but after the clients that have come meanwhile.
    if (keyspace.sweep(500)) setImmediate(sweep);
    else setTimeout(sweep, 100).unref();
  };
  sweep();
  return server;
}

main(import.meta.filename, flags, createServer);
