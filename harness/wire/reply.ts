// Replies: what a candidate sent, as typed values.
import Parser from 'redis-parser';

/** An error reply, such as `-ERR syntax error`: a value like any other, never thrown. */
export class ErrorReply {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Simple and bulk strings are bytes; a null bulk string and a null array are null. */
export type Reply = Buffer | number | bigint | null | ErrorReply | Reply[];

/** One reply with its first byte, which tells its type, and its exact bytes. */
export interface Received {
  readonly kind: string;
  readonly value: Reply;
  readonly bytes: Buffer;
}

/** Parses the bytes of exactly one well-formed reply (see `scanFrame`). */
export function parseReply(bytes: Buffer): Received {
  let value: Reply = null;
  const keep = (reply: unknown) => {
    value = toReply(reply);
  };
  const parser = new Parser({
    returnReply: keep,
    returnError: keep,
    returnFatalError: keep,
    returnBuffers: true,
    // Integers have 64 bits; a JavaScript number doesn't.
    stringNumbers: true,
  });
  parser.execute(bytes);
  return { kind: String.fromCharCode(bytes[0] ?? 0), value, bytes };
}

function toReply(parsed: unknown): Reply {
  if (parsed === null || Buffer.isBuffer(parsed)) return parsed;
  if (Array.isArray(parsed)) return parsed.map(toReply);
  if (parsed instanceof Error) return new ErrorReply(parsed.message);
  const integer = BigInt(String(parsed));
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}
