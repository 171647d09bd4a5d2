import { randomBytes } from 'node:crypto';

/** What a master tells its replicas, byte after byte. */
export type Stream = ReturnType<typeof createStream>;

/**
 * A stream nobody has followed yet. `wake` is called at the end of a turn that has added to it. Its last bytes are kept:
 * who has lost its connection goes on where it was, when that is still there.
 */
export function createStream(wake: () => void) {
  const turn: Buffer[] = []; // what was added in this turn
  let kept: Buffer[] = []; // what was added before, from `start` on
  let start = 0;

  const stream = {
    /** The name of this history: two servers with the same id and offset hold the same data. */
    id: newId(),
    /** How many bytes there have been. */
    offset: 0,
    /** How many are kept at least: `repl-backlog-size` (redis.conf). */
    size: 1024 * 1024,
    /** Whether anybody has ever followed. Before that nothing is counted or kept. */
    begun: false,

    append(bytes: Buffer): void {
      if (turn.push(bytes) === 1) setImmediate(wake);
      stream.offset += bytes.length;
    },

    /** What the turn has added, in one piece for all who follow. What lies before `needed` need not be kept for them. */
    take(needed: number): Buffer {
      const bytes = Buffer.concat(turn.splice(0));
      kept.push(bytes);
      const spare = Math.min(needed, stream.offset - stream.size) - start;
      if (spare > stream.size) {
        kept = [Buffer.from(Buffer.concat(kept).subarray(spare))];
        start += spare;
      }
      return bytes;
    },

    /** All that is kept from an offset on. */
    from: (offset: number): Buffer => Buffer.concat(kept).subarray(offset - start),

    /** Whether a follower of a history can go on at an offset. */
    has: (id: string, offset: number): boolean =>
      stream.begun && id === stream.id && offset >= start && offset <= stream.offset,

    /** Goes on under another name: the same history up to here, but not from here on. */
    rename(id: string): void {
      stream.id = id;
    },

    /** Begins another history at an offset. */
    restart(id: string, offset: number): void {
      turn.length = kept.length = 0;
      start = offset;
      Object.assign(stream, { id, offset, begun: true });
    },
  };
  return stream;
}

/** A name no other history has. */
export const newId = (): string => randomBytes(20).toString('hex');
