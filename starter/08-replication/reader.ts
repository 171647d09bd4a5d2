// Fifth: what a master says before the stream. GUIDE.md, "The handshake" and "Two forms of a snapshot".
import type { Socket } from 'node:net';

/** Reads from a connection what is asked for, and waits for it. Throws when the connection ends before. */
export function createReader(socket: Socket) {
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0); // what has come, and nobody has asked for

  const reader = {
    /** Whatever comes next. */
    async some(): Promise<Buffer> {
      const left = rest;
      rest = Buffer.alloc(0);
      if (left.length > 0) return left;
      const { value, done } = await chunks.next();
      if (done) throw new Error('the connection ended');
      return value;
    },

    /** So many bytes. */
    // Take `some` until they are enough. What is too much goes to `rest`.
    bytes: (_size: number): Promise<Buffer> => notYet('bytes'),

    /** All bytes up to a mark, which is left out. */
    // The mark may begin in one chunk and end in the next.
    until: (_mark: string): Promise<Buffer> => notYet('until'),

    /** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
    line: (): Promise<string> => notYet('line'),

    /** A snapshot: with its length in front, or between two marks when nobody knew that yet. */
    snapshot: (): Promise<Buffer> => notYet('snapshot'),
  };
  return reader;
}

const notYet = (name: string): Promise<never> =>
  Promise.reject(new Error(`not implemented yet: ${name} in starter/08-replication/reader.ts`));
