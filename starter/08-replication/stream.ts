// Second: the bytes that go to replicas, and the last of them, kept. GUIDE.md, "Offsets" and "The backlog".
import { randomBytes } from 'node:crypto';

/** What a master tells its replicas, byte after byte. */
export type Stream = ReturnType<typeof createStream>;

/** A stream nobody has followed yet. Call `wake` at the end of a turn that has added to it: setImmediate. */
export function createStream(_wake: () => void) {
  // What was added in this turn; what was added before, from which offset on.

  const stream = {
    /** The name of this history: two servers with the same id and offset hold the same data. */
    id: newId(),
    /** How many bytes there have been. */
    offset: 0,
    /** How many are kept at least: `repl-backlog-size` (redis.conf). */
    size: 1024 * 1024,
    /** Whether anybody has ever followed. Before that nothing is counted or kept. */
    begun: false,

    /** Adds bytes. They count at once, and leave at the end of the turn: wake. */
    append(bytes: Buffer): void {
      stream.offset += bytes.length;
    },

    /** What the turn has added, in one piece for all who follow. What lies before `needed` need not be kept for them. */
    // Without that last part the server grows forever.
    take: (_needed: number): Buffer => Buffer.alloc(0),

    /** All that is kept from an offset on. */
    from: (_offset: number): Buffer => Buffer.alloc(0),

    /** Whether a follower of a history can go on at an offset: the id is right, and all bytes from there on are kept. */
    has: (_id: string, _offset: number): boolean => false,

    /** Goes on under another name: the same history up to here, but not from here on. */
    rename(id: string): void {
      stream.id = id;
    },

    /** Begins another history at an offset. */
    restart(id: string, offset: number): void {
      Object.assign(stream, { id, offset, begun: true }); // and nothing of the old one is kept
    },
  };
  return stream;
}

/** A name no other history has. */
export const newId = (): string => randomBytes(20).toString('hex');
