// Second: the bytes that go to replicas, and the last of them, kept. GUIDE.md, "Offsets" and "The backlog".
import { randomBytes } from 'node:crypto';

/** What a master tells its replicas, byte after byte. */
export type Stream = ReturnType<typeof createStream>;

/** A stream nobody has followed yet. */
export function createStream() {
  const stream = {
    /** The name of this history: two servers with the same id and offset hold the same data. */
    id: newId(),
    /** How many bytes there have been, and where those begin that are kept. */
    offset: 0,
    start: 0,
    /** How many are kept at least: `repl-backlog-size` (redis.conf). */
    size: 1024 * 1024,
    /** Whether anybody has ever followed. Before that nothing is counted or kept. */
    begun: false,

    /** Adds bytes. They are good until this returns: copy them. Blocks of a fixed size are easy to find again. */
    append(bytes: Buffer): void {
      stream.offset += bytes.length;
    },

    /** The bytes from an offset on, as many as lie together. */
    from(_offset: number): Buffer {
      return Buffer.alloc(0);
    },

    /** Whether a follower of a history can go on at an offset: the id is right, and all bytes from there on are kept. */
    has: (_id: string, _offset: number): boolean => false,

    /** Drops the oldest bytes, but none that is needed: from an offset on. Without it the server grows forever. */
    trim(_needed: number): void {},

    /** Goes on under another name: the same history up to here, but not from here on. */
    rename(id: string): void {
      stream.id = id;
    },

    /** Begins another history at an offset. */
    restart(id: string, offset: number): void {
      Object.assign(stream, { id, offset, start: offset, begun: true });
    },
  };
  return stream;
}

/** A name no other history has. */
export const newId = (): string => randomBytes(20).toString('hex');
