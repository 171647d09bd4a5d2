import { randomBytes } from 'node:crypto';

const BLOCK = 64 * 1024; // bytes

/** What a master tells its replicas, byte after byte. */
export type Stream = ReturnType<typeof createStream>;

/**
 * A stream nobody has followed yet. Its last bytes are kept, in blocks: whoever follows needs no queue of its own, only
 * an offset; and who has lost its connection goes on where it was, when that is still there.
 */
export function createStream() {
  const blocks: Buffer[] = [];

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

    append(bytes: Buffer): void {
      for (let rest = bytes; rest.length > 0; ) {
        const within = (stream.offset - stream.start) % BLOCK;
        if (within === 0) blocks.push(Buffer.allocUnsafe(BLOCK));
        const copied = rest.copy(blocks.at(-1) ?? rest, within);
        stream.offset += copied;
        rest = rest.subarray(copied);
      }
    },

    /** The bytes from an offset on, as many as lie together. They never change. */
    from(offset: number): Buffer {
      const index = Math.floor((offset - stream.start) / BLOCK);
      const begin = stream.start + index * BLOCK;
      return blocks[index]?.subarray(offset - begin, stream.offset - begin) ?? Buffer.alloc(0);
    },

    /** Whether a follower of a history can go on at an offset. */
    has: (id: string, offset: number): boolean =>
      stream.begun && id === stream.id && offset >= stream.start && offset <= stream.offset,

    /** Drops the oldest blocks, but none that is needed: from an offset on. */
    trim(needed: number): void {
      while (stream.start + BLOCK <= Math.min(needed, stream.offset - stream.size)) {
        blocks.shift();
        stream.start += BLOCK;
      }
    },

    /** Goes on under another name: the same history up to here, but not from here on. */
    rename(id: string): void {
      stream.id = id;
    },

    /** Begins another history at an offset. */
    restart(id: string, offset: number): void {
      blocks.length = 0;
      Object.assign(stream, { id, offset, start: offset, begun: true });
    },
  };
  return stream;
}

/** A name no other history has. */
export const newId = (): string => randomBytes(20).toString('hex');
