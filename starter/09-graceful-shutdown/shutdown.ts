// Second: the order of an end. GUIDE.md has it as a picture; begin with the end, process.exit(0), and put in step by step.
import type { Client } from '../02-resp-parser/server.ts';
import type { flags as earlierFlags, ReplicationServer } from '../08-replication/server.ts';
import { createDrain } from './drain.ts';
import type { Wishes } from './wishes.ts';

/** The way to the end of the process. */
export type Shutdown = ReturnType<typeof createShutdown>;

/** A server that can be shut down, in `timeout` ms or a little more, however slow others are. */
export function createShutdown(server: ReplicationServer, _values: typeof earlierFlags, _timeout: number) {
  const drain = createDrain(server);
  const askers = new Set<Client>(); // who said SHUTDOWN, and hears of it only when it fails
  let going = false;

  const shutdown = {
    drain,

    /** Ends the process with status 0. When the data can't be saved, it goes on instead. */
    async begin(_wishes: Wishes, asker?: Client): Promise<void> {
      if (asker !== undefined) askers.add(asker); // its other commands wait: asker.blocked
      if (going) return;
      going = true;
      // 1. Nobody new: server.net. 2. and 3. Wait, with drain.ts, until the timeout at the latest: an AbortController.
      // 4. lastSave of last-save.ts. 5. drain.untilGone, and then the end.
    },

    /** Waits no longer for anybody: the second signal. */
    hurry(): void {},

    /** Goes on as if nothing had been; false when nothing was. GUIDE.md, "When the disk says no". */
    cancel(): boolean {
      return false;
    },

    /** Whether one goes on. */
    going: (): boolean => going,
  };
  return shutdown;
}
