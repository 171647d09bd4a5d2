import { integer } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import type { Replicas } from './replicas.ts';
import type { Stream } from './stream.ts';

/** Clients that wait until replicas have what they wrote. */
export type Waits = ReturnType<typeof createWaits>;

/** Nobody waits yet. */
export function createWaits(server: PubSubServer, stream: Stream, replicas: Replicas) {
  const waiting = new Set<() => void>();
  const offsets = new WeakMap<Client, number>(); // after the latest command of a client

  return {
    /** Notes how far the stream was when a client's command had been executed. */
    note(client: Client): void {
      if (stream.begun) offsets.set(client, stream.offset);
    },

    /** Looks again who has waited long enough: a replica has acknowledged more. */
    check(): void {
      for (const look of waiting) look();
    },

    /**
     * Answers with how many replicas have all the client did: at once when they are enough, else when they are, or
     * after `timeout` ms; 0 is never.
     */
    begin(client: Client, count: number, timeout: number): string {
      const offset = offsets.get(client) ?? 0;
      if (replicas.at(offset) >= count) return integer(replicas.at(offset));
      replicas.feed(encode(['REPLCONF', 'GETACK', '*']));
      client.blocked = true;

      const look = (): void => {
        if (replicas.at(offset) >= count) end();
      };
      const end = (): void => {
        if (!waiting.delete(look)) return;
        clearTimeout(timer);
        client.blocked = false;
        server.send(client, integer(replicas.at(offset)));
        server.receive(client, Buffer.alloc(0)); // go on with what it has said meanwhile
      };
      const timer = timeout > 0 ? setTimeout(end, timeout) : undefined;
      waiting.add(look);
      client.socket.once('close', () => waiting.delete(look));
      return '';
    },
  };
}
