// A server that the tests of one worker share: starting one takes longer than most tests do.
import { stageOfTest } from '../stages.ts';
import type { Requirement } from '../verdict/verdict.ts';
import type { Server } from './server.ts';
import type { Session } from './session.ts';

export interface SharedServer {
  /** The server, running: a new one when there is none yet, the last one ended, or another stage or tier began. */
  lend(session: Session, requirement: Requirement): Promise<Server>;
  /** Ends it. */
  discard(): Promise<void>;
}

export function createSharedServer(): SharedServer {
  let current: { server: Server; use: string } | undefined;

  const discard = async () => {
    const ended = current;
    current = undefined;
    await ended?.server.crash();
  };
  return {
    discard,
    async lend(session, { id, tier }) {
      // Each stage has its server, and exercises may be another program than the core server.
      const use = `${stageOfTest(id)?.id} ${tier}`;
      if (current?.server.exit !== undefined || current?.use !== use) await discard();
      current ??= { server: await session.servers.startShared(), use };
      session.servers.use(current.server);
      return current.server;
    },
  };
}
