import type { AddressInfo } from 'node:net';
import { error } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import type { flags as earlierFlags, ReplicationServer } from '../08-replication/server.ts';
import { createDrain } from './drain.ts';
import { lastSave, removeUnfinished } from './last-save.ts';
import type { Wishes } from './wishes.ts';

/** The way to the end of the process. */
export type Shutdown = ReturnType<typeof createShutdown>;

/** A server that can be shut down, in `timeout` ms or a little more, however slow others are. */
export function createShutdown(server: ReplicationServer, values: typeof earlierFlags, timeout: number) {
  const drain = createDrain(server);
  const askers = new Set<Client>(); // who said SHUTDOWN, and hears of it only when it fails
  /** The shutdown that goes on: where it listened, and the end of all waiting. */
  let current: { address: AddressInfo; over: AbortController; timer: NodeJS.Timeout } | undefined;

  const shutdown = {
    drain,

    /** Ends the process with status 0. When the data can't be saved, it goes on instead. */
    async begin(wishes: Wishes, asker?: Client): Promise<void> {
      if (asker !== undefined) {
        asker.blocked = true;
        askers.add(asker);
      }
      if (current !== undefined) return;
      const over = new AbortController();
      const mine = {
        address: server.net.address() as AddressInfo,
        over,
        timer: setTimeout(() => over.abort(), timeout),
      };
      current = mine;
      if (wishes.has('now')) over.abort();

      server.net.close(); // nobody new from here on
      await drain.untilSilent(over.signal);
      await drain.untilReplicated(over.signal);
      if (current !== mine) return; // cancelled
      if (!lastSave(server, values, wishes) && !wishes.has('force')) {
        console.warn('Not everything can be saved: the server goes on.');
        shutdown.cancel();
        return;
      }
      server.link?.close();
      await drain.untilGone(over.signal);
      removeUnfinished(values);
      process.exit(0);
    },

    /** Waits no longer for anybody. */
    hurry(): void {
      current?.over.abort();
    },

    /** Goes on as if nothing had been; false when nothing was. */
    cancel(): boolean {
      if (current === undefined) return false;
      const { address, over, timer } = current;
      current = undefined;
      clearTimeout(timer);
      over.abort();
      server.net.listen(address.port, address.address);
      for (const asker of askers) {
        server.send(asker, error('ERR Errors trying to SHUTDOWN. Check logs.'));
        drain.resume(asker);
      }
      askers.clear();
      drain.release();
      return true;
    },

    /** Whether one goes on. */
    going: (): boolean => current !== undefined,
  };
  return shutdown;
}
