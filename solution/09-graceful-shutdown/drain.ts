import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import type { ReplicationServer } from '../08-replication/server.ts';

const LINGER = 50; // ms in which a client can end the connection, too

/** How clients and replicas are seen off. */
export type Drain = ReturnType<typeof createDrain>;

/** Waits for others, each time until it is `over` at the latest. */
export function createDrain(server: ReplicationServer) {
  let heard = new WeakSet<Client>(); // who said something in this turn
  const held = new Set<Client>();

  const { receive } = server;
  server.receive = (client, chunk) => {
    heard.add(client);
    receive(client, chunk);
  };

  const drain = {
    /** From here on a client's commands wait. Its bytes are read: unread ones would make the kernel reset the connection. */
    hold(client: Client): void {
      if (client.blocked) return; // it waits for something else
      client.blocked = true;
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
    async untilSilent(over: AbortSignal): Promise<void> {
      const talking = new Set(server.clients);
      for (const { client } of server.replicas.all) talking.delete(client); // those have to acknowledge
      await setImmediate(); // the rest of the turn in which it began
      while (talking.size > 0 && !over.aborted) {
        heard = new WeakSet();
        await setImmediate();
        for (const client of talking) {
          if (heard.has(client)) continue;
          talking.delete(client);
          drain.hold(client);
        }
      }
    },

    /** Waits until each replica has acknowledged all there is. */
    async untilReplicated(over: AbortSignal): Promise<void> {
      const { replicas, stream } = server;
      const { offset } = stream;
      const behind = () => [...replicas.all].some(({ acknowledged }) => acknowledged < offset);
      if (behind()) replicas.feed(encode(['REPLCONF', 'GETACK', '*']));
      while (behind() && !over.aborted) await setTimeout(10);
    },

    /** Ends each connection behind its last reply, and waits until all of that has been taken. */
    async untilGone(over: AbortSignal): Promise<void> {
      const sockets = Array.from(server.clients, ({ socket }) => socket);
      const all = (what: { readable?: boolean }) =>
        Promise.allSettled(sockets.map((one) => finished(one, what)));
      const [taken, gone] = [all({ readable: false }), all({})];
      for (const client of server.clients) server.close(client, '');
      server.flush();
      if (!over.aborted) await Promise.race([taken, once(over, 'abort')]);
      if (!over.aborted) await Promise.race([gone, setTimeout(LINGER)]);
    },
  };
  return drain;
}
