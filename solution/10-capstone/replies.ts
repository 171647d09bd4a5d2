const [LF, CR, PLUS, MINUS, COLON, DOLLAR, ZERO] = [10, 13, 43, 45, 58, 36, 48];

/** Takes what arrived, and calls `each` for every reply that ended in it. Throws when it is no RESP. */
export type ReplyReader = (chunk: Buffer, each: (isError: boolean) => void) => void;

/** Counts the replies of one connection, however they are cut into chunks. What they say doesn't matter, but for errors. */
export function createReplyReader(): ReplyReader {
  let type = 0; // the first byte of the reply that is being read; 0 between two
  let size = 0; // of a bulk string; NaN when it is nil
  let rest = 0; // bytes of it that are still to come, with the CRLF at its end

  return (chunk, each) => {
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const taken = Math.min(rest, chunk.length - at);
        [rest, at] = [rest - taken, at + taken];
        if (rest === 0) each(false);
        continue;
      }
      const byte = chunk[at++];
      if (type === 0) [type, size] = [typeOf(byte, chunk, at - 1), 0];
      else if (byte === LF) {
        if (type === DOLLAR && size >= 0) rest = size + 2;
        else each(type === MINUS);
        type = 0;
      } else if (type === DOLLAR && byte !== CR)
        size = byte === MINUS ? NaN : size * 10 + digit(byte, chunk, at);
    }
  };
}

function typeOf(byte = 0, chunk: Buffer, at: number): number {
  if (byte === PLUS || byte === MINUS || byte === COLON || byte === DOLLAR) return byte;
  throw new Error(`this is no reply: ${JSON.stringify(chunk.toString('latin1', at, at + 40))}`);
}

function digit(byte = 0, chunk: Buffer, at: number): number {
  if (byte >= ZERO && byte < ZERO + 10) return byte - ZERO;
  throw new Error(`this is no length: ${JSON.stringify(chunk.toString('latin1', at - 1, at + 20))}`);
}
