// A server that the tests of one file share: starting one takes longer than most tests do.
import type { Tier } from '../tiers.ts';
import type { Server } from './server.ts';
import type { Session } from './session.ts';

export interface SharedServer {
  /** The server, running: a new one when there is none yet, or the last one ended. */
  lend(session: Session, tier: Tier | undefined): Promise<Server>;
  /** Ends it. */
  discard(): Promise<void>;
}

export function createSharedServer(): SharedServer {
  let current: { server: Server; tier: Tier | undefined } | undefined;

  const discard = async () => {
    const ended = current;
    current = undefined;
    await ended?.server.crash();
  };
  return {
    discard,
    async lend(session, tier) {
      // Exercises may be another program than the core server.
      if (current?.server.exit !== undefined || current?.tier !== tier) await discard();
      current ??= { server: await session.servers.startShared(), tier };
      session.servers.use(current.server);
      return current.server;
    },
  };
}
