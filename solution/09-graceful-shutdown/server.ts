import { fail, main } from '../01-tcp-echo/main.ts';
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
  const seconds = values['shutdown-timeout'];
  if (!/^\d{1,6}$/.test(seconds)) fail(`--shutdown-timeout is a number of seconds, not '${seconds}'`);
  const replication = createReplicationServer(values, texts);
  const shutdown = createShutdown(replication, values, 1000 * Number(seconds));
  /** What a signal asks for. */
  const signals: Record<'SIGTERM' | 'SIGINT', Wishes> = { SIGTERM: new Set(), SIGINT: new Set() };
  const server = Object.assign(replication, { shutdown, signals });
  Object.assign(server.commands, shutdownCommands(shutdown));

  const obey = (signal: keyof typeof signals): void => {
    console.log(`${signal}: ${shutdown.going() ? 'no more waiting' : 'shutting down'}`);
    if (shutdown.going()) shutdown.hurry();
    else void shutdown.begin(signals[signal]);
  };
  server.net.once('listening', () => process.on('SIGTERM', obey).on('SIGINT', obey));
  return server;
}

main(import.meta.filename, flags, createServer);
