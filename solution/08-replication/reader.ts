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
    async line(): Promise<string> {
      let line = '';
      while (!line.endsWith('\n')) line += (await reader.some(1)).toString('latin1');
      return line.trimEnd() || reader.line();
    },

    /** A snapshot: with its length in front, or between two marks when nobody knew that yet. Behind those nothing comes. */
    async snapshot(): Promise<Buffer> {
      const [, mark, size] = /^\$(?:EOF:(.{40})|(\d+))$/.exec(await reader.line()) ?? [];
      if (mark === undefined && size === undefined) throw new Error('what came is no snapshot');
      const parts: Buffer[] = [];
      let latest = ''; // the last bytes, which may be the mark
      for (let missing = Number(size ?? Number.MAX_SAFE_INTEGER); missing > 0 && latest !== mark; ) {
        const part = await reader.some(missing);
        parts.push(part);
        missing -= part.length;
        latest = (latest + part.toString('latin1', Math.max(0, part.length - 40))).slice(-40);
      }
      return Buffer.concat(parts).subarray(0, mark === undefined ? undefined : -40);
    },
  };
  return reader;
}
