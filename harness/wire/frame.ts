// Where the next reply ends, and whether it is RESP at all. Stricter than any client: a terminator is CRLF, a length
// is digits. (https://redis.io/docs/latest/develop/reference/protocol-spec/, the types of RESP2)

/** The end of the first reply, or the least number of bytes needed to see it, or what is wrong with the bytes. */
export type Frame = { readonly end: number } | { readonly needs: number } | { readonly malformed: string };

/** More than any server has reason to send; without limits, a server that means ill keeps the harness busy for ever. */
const longestLine = 1024 * 1024;
const deepest = 128;

const CR = 13;
const LF = 10;

/** Looks at the reply that starts at `at`. */
export function scanFrame(bytes: Buffer, at = 0, depth = 0): Frame {
  if (depth > deepest) return { malformed: `arrays are nested more than ${deepest} deep` };
  if (at >= bytes.length) return { needs: at + 1 };
  const kind = String.fromCharCode(bytes[at] ?? 0);
  if (!'+-:$*'.includes(kind)) {
    return {
      malformed: `a reply starts with one of + - : $ *, this one with byte 0x${(bytes[at] ?? 0).toString(16)}`,
    };
  }
  const lineEnd = bytes.indexOf(LF, at);
  if ((lineEnd === -1 ? bytes.length : lineEnd) - at > longestLine)
    return { malformed: `a line of a reply is longer than ${longestLine} bytes` };
  if (lineEnd === -1) return { needs: bytes.length + 1 };
  if (bytes[lineEnd - 1] !== CR) return { malformed: 'a line of a reply ends in CRLF, this one in LF alone' };
  const line = bytes.toString('latin1', at + 1, lineEnd - 1);
  const next = lineEnd + 1;
  if (line.includes('\r')) return { malformed: 'a line of a reply holds a CR before its end' };
  if (kind === '+' || kind === '-') return { end: next };
  if (!/^-?\d+$/.test(line))
    return { malformed: `${kind} is followed by an integer, here by "${line.slice(0, 40)}"` };
  if (kind === ':') return { end: next };

  const length = Number(line);
  if (length < -1) return { malformed: `a length is -1 or more, this one ${length}` };
  if (length === -1) return { end: next };
  return kind === '$' ? scanBulk(bytes, next + length) : scanArray(bytes, next, length, depth + 1);
}

function scanBulk(bytes: Buffer, end: number): Frame {
  if (bytes.length < end + 2) return { needs: end + 2 };
  if (bytes[end] !== CR || bytes[end + 1] !== LF) {
    return { malformed: 'a bulk string ends in CRLF after exactly as many bytes as its length says' };
  }
  return { end: end + 2 };
}

function scanArray(bytes: Buffer, start: number, length: number, depth: number): Frame {
  let at = start;
  for (let i = 0; i < length; i++) {
    const element = scanFrame(bytes, at, depth);
    if (!('end' in element)) return element;
    at = element.end;
  }
  return { end: at };
}
