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

    /** So many bytes. */
    async bytes(size: number): Promise<Buffer> {
      const parts: Buffer[] = [];
      for (let missing = size; missing > 0; missing -= parts.at(-1)?.length ?? 0)
        parts.push(await reader.some(missing));
      return Buffer.concat(parts, size);
    },

    /** All bytes up to a mark, which is left out. */
    async until(mark: string): Promise<Buffer> {
      const parts: Buffer[] = [];
      for (let tail = ''; ; tail = tail.slice(-mark.length)) {
        const chunk = await reader.some();
        parts.push(chunk);
        tail += chunk.toString('latin1'); // the mark may be in two chunks
        const at = tail.indexOf(mark);
        if (at < 0) continue;
        const behind = tail.length - at - mark.length;
        rest = Buffer.concat([chunk.subarray(chunk.length - behind), rest]);
        return Buffer.concat(parts).subarray(0, -mark.length - behind);
      }
    },

    /** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
    async line(): Promise<string> {
      const line = (await reader.until('\n')).toString('latin1').trimEnd();
      return line || reader.line();
    },

    /** A snapshot: with its length in front, or between two marks when nobody knew that yet. */
    async snapshot(): Promise<Buffer> {
      const [, mark, size] = /^\$(?:EOF:(.+)|(\d+))$/.exec(await reader.line()) ?? [];
      if (mark !== undefined) return reader.until(mark);
      if (size === undefined) throw new Error('what came is no snapshot');
      return reader.bytes(Number(size));
    },
  };
  return reader;
}
