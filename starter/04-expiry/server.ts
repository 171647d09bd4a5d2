// Puts your commands and your keyspace into the server of stage 03. What is missing are two moments: see below.
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

  // 1. The clock. `keyspace.now` stands still as yet. Read Date.now() whenever bytes come, once for all commands in them:
  //    wrap server.receive, as in `const { receive } = server; server.receive = (client, chunk) => { … }`.

  // 2. The sweep (GUIDE.md, "Active expiry"): call keyspace.sweep(…) on a timer, and never for long. unref() the timer.

  return server;
}

main(import.meta.filename, flags, createServer);
