// First: being told to end. GUIDE.md, "Being told to end".
import { main } from '../01-tcp-echo/main.ts';
import type { Freezable } from '../06-rdb-snapshots/freezable.ts';
import { createServer as createReplicationServer, flags as earlierFlags } from '../08-replication/server.ts';
import { shutdownCommands } from './commands.ts';
import { createShutdown } from './shutdown.ts';
import type { Wishes } from './wishes.ts';

/** The flags of this stage: how many seconds a shutdown may wait for others. */
export const flags = { ...earlierFlags, 'shutdown-timeout': '10' };

/** A server that ends well. */
export type GracefulServer = ReturnType<typeof createServer>;

/** A server that loses nothing when it is told to end. It is the whole Redis. */
export function createServer(values: typeof flags, texts?: Freezable<string>) {
  const replication = createReplicationServer(values, texts);
  const shutdown = createShutdown(replication, values, 1000 * Number(values['shutdown-timeout']));
  /** What a signal asks for. */
  const signals: Record<'SIGTERM' | 'SIGINT', Wishes> = { SIGTERM: new Set(), SIGINT: new Set() };
  const server = Object.assign(replication, { shutdown, signals });
  Object.assign(server.commands, shutdownCommands(shutdown));

  // Begin here: process.on('SIGTERM', …), and SIGINT. Once the server listens ('listening' of server.net), a signal begins
  // the shutdown that `signals` asks for; a second one hurries it.
  return server;
}

main(import.meta.filename, flags, createServer);
