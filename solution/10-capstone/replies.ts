const [LF, CR, MINUS, DOLLAR, ZERO, NINE] = [10, 13, 45, 36, 48, 57];

/**
 * Tells the replies of one connection apart, however they are cut into chunks. The function takes what arrived, and
 * calls `each` for every reply that ended in it; it throws when that is no RESP. What replies say matters only for errors.
 */
export function createReplyReader() {
  let type = 0; // the first byte of the reply that is being read; 0 between two
  let size = 0; // of a bulk string; NaN when it is nil
  let rest = 0; // bytes of it that are still to come, with the CRLF at its end

  return (chunk: Buffer, each: (isError: boolean) => void): void => {
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const taken = Math.min(rest, chunk.length - at);
        [rest, at] = [rest - taken, at + taken];
        if (rest === 0) each(false);
        continue;
      }
      const byte = chunk[at++] ?? 0;
      if (type === 0 ? !'+-:$'.includes(String.fromCharCode(byte)) : type === DOLLAR && byte > NINE)
        throw new Error(`this is no reply: ${JSON.stringify(chunk.toString('latin1', at - 1, at + 39))}`);
      if (type === 0) [type, size] = [byte, 0];
      else if (byte === LF) {
        if (type === DOLLAR && size >= 0) rest = size + 2;
        else each(type === MINUS);
        type = 0;
      } else if (type === DOLLAR && byte !== CR) size = byte === MINUS ? NaN : 10 * size + byte - ZERO;
    }
  };
}
