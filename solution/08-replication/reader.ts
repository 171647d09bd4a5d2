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

    /** All bytes up to a mark, which is left out. */
    async until(mark: string): Promise<Buffer> {
      const parts: Buffer[] = [];
      for (let tail = ''; ; ) {
        const chunk = await reader.some();
        const at = (tail + chunk.toString('latin1')).indexOf(mark);
        parts.push(chunk);
        if (at >= 0) {
          const end = at + mark.length - tail.length; // in this chunk
          rest = chunk.subarray(end);
          const all = Buffer.concat(parts);
          return all.subarray(0, all.length - rest.length - mark.length);
        }
        tail = (tail + chunk.toString('latin1')).slice(-mark.length);
      }
    },

    /** So many bytes. */
    async bytes(size: number): Promise<Buffer> {
      const parts: Buffer[] = [];
      for (let missing = size; missing > 0; ) {
        const chunk = await reader.some();
        parts.push(chunk.subarray(0, missing));
        rest = chunk.subarray(missing);
        missing -= chunk.length;
      }
      return Buffer.concat(parts, size);
    },

    /** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
    async line(): Promise<string> {
      const line = (await reader.until('\n')).toString('latin1').trimEnd();
      return line === '' ? reader.line() : line;
    },

    /** A snapshot, with its length in front, or between two marks when nobody knew that yet. */
    async snapshot(): Promise<Buffer> {
      const header = await reader.line();
      if (header.startsWith('$EOF:')) return reader.until(header.slice(5));
      if (/^\$\d+$/.test(header)) return reader.bytes(Number(header.slice(1)));
      throw new Error(`no snapshot came, but ${header}`);
    },
  };
  return reader;
}
