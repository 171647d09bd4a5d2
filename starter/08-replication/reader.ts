// Fifth: what a master says before the stream. GUIDE.md, "The handshake" and "Two forms of a snapshot".
import type { Socket } from 'node:net';

/** Reads from a connection what is asked for, and waits for it. Throws when the connection ends before. */
export function createReader(socket: Socket) {
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0); // what has come, and nobody has asked for

  const reader = {
    /** Whatever comes next, at most so many bytes. */
    async some(most = 65536): Promise<Buffer> {
      while (rest.length === 0) {
        const { value, done } = await chunks.next();
        if (done) throw new Error('the connection ended');
        rest = value;
      }
      const next = rest.subarray(0, most);
      rest = rest.subarray(most);
      return next;
    },

    /** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
    // `some(1)` gives the next byte. Lines are short: one at a time will do.
    line: (): Promise<string> => notYet('line'),

    /** A snapshot: with its length in front, or between two marks when nobody knew that yet. Behind those nothing comes. */
    // Take `some` until they are enough, or the last ones are the mark, which may begin in one chunk and end in the next.
    snapshot: (): Promise<Buffer> => notYet('snapshot'),
  };
  return reader;
}

const notYet = (name: string): Promise<never> =>
  Promise.reject(new Error(`not implemented yet: ${name} in starter/08-replication/reader.ts`));
