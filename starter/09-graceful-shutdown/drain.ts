// Fourth: waiting for others. GUIDE.md, "What was said is done", "Every reply in full", "The replicas have it too".
import type { Client } from '../02-resp-parser/server.ts';
import type { ReplicationServer } from '../08-replication/server.ts';

/** How clients and replicas are seen off. */
export type Drain = ReturnType<typeof createDrain>;

/** Waits for others, each time until it is `over` at the latest. */
export function createDrain(server: ReplicationServer) {
  const held = new Set<Client>();
  // Who says something in this turn? Wrap server.receive.

  const drain = {
    /** From here on a client's commands wait: client.blocked of stage 08. Who is blocked already waits for something else. */
    hold(client: Client): void {
      held.add(client);
    },

    /** Goes on with those who were held. */
    release(): void {
      held.forEach(drain.resume);
      held.clear();
    },

    /** Goes on with the commands of a client. */
    resume(client: Client): void {
      client.blocked = false;
      server.receive(client, Buffer.alloc(0));
    },

    /** Executes all that has come, also what is still in the kernel: who is silent for a turn has said it, and is held. */
    // `setImmediate` of node:timers/promises is a turn. Replicas are not held: they have to acknowledge.
    async untilSilent(_over: AbortSignal): Promise<void> {},

    /** Waits until each replica has acknowledged all there is. Ask them: REPLCONF GETACK *. */
    async untilReplicated(_over: AbortSignal): Promise<void> {},

    /** Ends each connection behind its last reply, and waits until all of that has been taken. */
    // server.close ends it; `finished` of node:stream/promises waits. Then a moment for those who want to hang up.
    async untilGone(_over: AbortSignal): Promise<void> {},
  };
  return drain;
}
