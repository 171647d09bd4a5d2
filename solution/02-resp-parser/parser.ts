import { constants } from 'node:buffer';
import { splitInline } from './inline.ts';
import { array, bulk } from './replies.ts';
import { word } from './words.ts';

const [LF, CR, DOLLAR, ASTERISK, MINUS, ZERO] = [10, 13, 36, 42, 45, 48];
const MAX_BULK = 512 * 1024 * 1024; // bytes
const LONGEST_STRING = constants.MAX_STRING_LENGTH - 64; // in Node 20 it is a few bytes less than Redis allows
const MAX_ARGUMENTS = 1024 * 1024;
const MAX_LINE = 64 * 1024; // bytes, of a header or of an inline command

/** A command as it lies in the input: nothing is decoded until somebody asks. Good until the next one is read. */
export interface Args {
  /** How many arguments there are, the command's name included. */
  readonly length: number;
  /** The argument at `index` as latin1, one character a byte: any bytes fit and lengths are right. */
  string(index: number): string;
  /** The argument at `index` as a lower-case word, for names and options. */
  word(index: number): string;
  /** The whole command as RESP, for those who pass it on. */
  raw(): Buffer;
}

/** Turns bytes into commands: push what arrived, then take commands for as long as `next` says there is one. */
export interface Parser {
  /** The command that `next` has found. */
  readonly args: Args;
  push(chunk: Buffer): void;
  /** Reads on to the next whole command. Throws a ProtocolError when these bytes can't become one. */
  next(): boolean;
}

/** Says what is wrong with the bytes, in Redis's words (`src/networking.c`). Nothing after them makes sense. */
export class ProtocolError extends Error {}

/** A parser for one connection. Its work is linear in the bytes, however they are cut into chunks. */
export function createParser(): Parser {
  let input: Buffer = Buffer.alloc(0);
  let end = 0; // the rest of `input` is free
  let begin = 0; // where the unfinished command starts; what lies before is done with
  let cursor = 0; // what lies before is understood
  let scanned = 0; // up to here there is no end of line

  let missing = 0; // arguments of the unfinished command still to come
  let size = -1; // of the next one, in bytes; -1: its header is still to come

  let source = input; // holds the arguments, in places counted from `base`
  let base = 0;
  let length = 0;
  let starts: number[] = [];
  let ends: number[] = [];

  const args: Args = {
    get length() {
      return length;
    },
    string: (index) => source.toString('latin1', base + start(index), base + stop(index)),
    word: (index) => word(source, base + start(index), base + stop(index)),
    raw: () => source.subarray(base, base + stop(length - 1) + 2),
  };
  const start = (index: number): number => (index < length ? (starts[index] ?? 0) : 0);
  const stop = (index: number): number => (index < length ? (ends[index] ?? 0) : 0);

  function push(chunk: Buffer): void {
    if (begin === end) {
      input = chunk;
      begin = cursor = scanned = end = 0;
    } else {
      if (input.length - end < chunk.length) grow(chunk.length);
      input.set(chunk, end);
    }
    end += chunk.length;
  }

  /** Moves the unfinished command to a buffer twice as large as needed, so that a byte moves but a few times. */
  function grow(wanted: number): void {
    const larger = Buffer.allocUnsafe(2 * (end - begin + wanted));
    input.copy(larger, 0, begin, end);
    [input, begin, cursor, scanned, end] = [larger, 0, cursor - begin, scanned - begin, end - begin];
  }

  function next(): boolean {
    while (cursor < end) {
      if (missing === 0) {
        begin = cursor;
        forget();
        if (!(input[cursor] === ASTERISK ? readCount() : readInline())) return false;
      }
      if (!readArguments()) return false;
      begin = cursor;
      if (length > 0) return true;
    }
    return false;
  }

  /** Reads `*<count>`. */
  function readCount(): boolean {
    const count = readHeader(ASTERISK, 'too big mbulk count string');
    if (count === undefined) return false;
    if (!(count <= MAX_ARGUMENTS)) throw new ProtocolError('invalid multibulk length');
    missing = Math.max(count, 0); // *0 and *-1 ask for nothing
    return true;
  }

  /** Reads `$<size>` and that many bytes, for each argument. */
  function readArguments(): boolean {
    while (missing > 0) {
      if (size === -1) {
        const header = readHeader(DOLLAR, 'too big bulk count string');
        if (header === undefined) return false;
        if (!(header >= 0 && header <= MAX_BULK)) throw new ProtocolError('invalid bulk length');
        size = header;
      }
      if (end - cursor < size + 2) return false;
      if (size > LONGEST_STRING) throw new ProtocolError('invalid bulk length');
      starts[length] = cursor - begin;
      ends[length++] = cursor - begin + size;
      cursor = scanned = cursor + size + 2;
      size = -1;
      if (--missing === 0) [source, base] = [input, begin];
    }
    return true;
  }

  /** Reads a line typed by hand, and writes it down as the command it stands for. */
  function readInline(): boolean {
    const lineEnd = findLineEnd(LF, 'too big inline request');
    if (lineEnd === -1) return false;
    const words = splitInline(input.toString('latin1', cursor, lineEnd));
    if (words === undefined) throw new ProtocolError('unbalanced quotes in request');
    cursor = scanned = lineEnd + 1;
    source = Buffer.from(array(words.map(bulk)), 'latin1');
    base = 0;
    let at = `*${words.length}\r\n`.length;
    for (const text of words) {
      at += bulk(text).length;
      starts[length] = at - 2 - text.length;
      ends[length++] = at - 2;
    }
    return true;
  }

  /** The number in the header at the cursor: `undefined` while the line isn't whole, NaN when it is no number. */
  function readHeader(type: number, tooLong: string): number | undefined {
    const lineEnd = findLineEnd(CR, tooLong);
    if (lineEnd === -1 || lineEnd + 1 === end) return undefined;
    const got = input[cursor] ?? 0;
    if (got !== type) throw new ProtocolError(`expected '$', got '${String.fromCharCode(got)}'`);
    const value = readNumber(input, cursor + 1, lineEnd);
    cursor = scanned = lineEnd + 2;
    return value;
  }

  /** Where the line at the cursor ends, -1 while it doesn't. */
  function findLineEnd(byte: number, tooLong: string): number {
    while (scanned < end && input[scanned] !== byte) scanned++;
    if (scanned - cursor > MAX_LINE) throw new ProtocolError(tooLong);
    return scanned < end ? scanned : -1;
  }

  function forget(): void {
    length = 0;
    if (starts.length > 1024) [starts, ends] = [[], []]; // one huge command must not keep its memory
  }

  return { args, push, next };
}

/** A number in the one way Redis takes it: no plus sign, no leading zero, nothing around it. Else NaN. */
function readNumber(bytes: Buffer, from: number, to: number): number {
  const first = bytes[from] === MINUS ? from + 1 : from;
  if (to === first || to - first > 18 || (bytes[first] === ZERO && to - from > 1)) return Number.NaN;
  let value = 0;
  for (let at = first; at < to; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return first === from ? value : -value;
}
