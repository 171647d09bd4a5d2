import type { Client } from '../../02-resp-parser/server.ts';

const SIZE = 256 * 1024; // bytes

/** How long a reply in the buffer may be, in bytes. */
export const LONGEST = 64 * 1024;

/** What leaves at the end of a turn. */
export type Output = ReturnType<typeof createOutput>;

/** Replies of a client that follow each other: so many bytes of the buffer, or so many of its `replies`, which are text. */
interface Part {
  readonly client: Client;
  inBuffer: boolean;
  from: number;
  to: number;
}

/**
 * The replies of all clients, one behind the other in one buffer. Those that are text stay with their client. `wake` is
 * called with the first of a turn.
 */
export function createOutput(wake: () => void) {
  let buffer = Buffer.allocUnsafe(SIZE);
  let used = 0;
  let parts: Part[] = [];
  let last: Part | undefined; // of them

  const output = {
    /** Where replies are written: from `used` on. */
    buffer: (): Buffer => buffer,
    used: (): number => used,
    /** Whether there may be no room for another reply. */
    full: (): boolean => SIZE - used < LONGEST,

    /** Whether the latest reply is to this client. */
    isTo: (client: Client): boolean => last?.client === client,

    /** Takes what was written into the buffer, up to `end`, for a reply. */
    add(client: Client, end: number): void {
      if (last?.client === client && last.inBuffer) last.to = end;
      else begin({ client, inBuffer: true, from: used, to: end });
      used = end;
    },

    /** Takes a reply that is text. */
    addText(client: Client, reply: string): void {
      const to = client.replies.push(reply);
      if (last?.client === client && !last.inBuffer) last.to = to;
      else begin({ client, inBuffer: false, from: to - 1, to });
    },

    /** Puts a text in the place of replies in the buffer: each begins at `places[2 * i]`, and ends at `places[2 * i + 1]`. */
    replace(places: readonly number[], text: string): void {
      for (const part of parts.filter(({ inBuffer }) => inBuffer)) {
        let [replies, at] = ['', part.from];
        for (let i = 0; i < places.length; i += 2) {
          const [from = 0, to = 0] = places.slice(i, i + 2);
          if (from < part.from || to > part.to) continue;
          replies += buffer.toString('latin1', at, from) + text;
          at = to;
        }
        const to = part.client.replies.push(replies + buffer.toString('latin1', at, part.to));
        Object.assign(part, { inBuffer: false, from: to - 1, to });
      }
    },

    /** Sends all of it, and gives the clients it was for. */
    flush(): ReadonlySet<Client> {
      const sent = parts;
      parts = [];
      last = undefined;
      used = 0;
      const clients = new Set<Client>();
      const slow = new Set<Client>(); // who hasn't taken what was sent before
      for (const { client } of sent) clients.add(client);
      const several = clients.size < sent.length; // parts for one client: they leave together
      for (const client of clients) {
        if (client.socket.writableLength > 0) slow.add(client);
        if (several) client.socket.cork();
      }
      for (const { client, inBuffer, from, to } of sent) {
        if (!inBuffer) client.socket.write(client.replies.slice(from, to).join(''), 'latin1');
        else if (slow.has(client)) client.socket.write(Buffer.from(buffer.subarray(from, to)));
        else client.socket.write(buffer.subarray(from, to));
      }
      let taken = true;
      for (const client of clients) {
        if (several) client.socket.uncork();
        client.replies.length = 0;
        taken &&= slow.has(client) || client.socket.writableLength === 0;
      }
      // Some of it may have to wait in the socket: then nobody may write over it.
      if (!taken) buffer = Buffer.allocUnsafe(SIZE);
      return clients;
    },
  };

  function begin(part: Part): void {
    last = part;
    if (parts.push(part) === 1) wake();
  }

  return output;
}
