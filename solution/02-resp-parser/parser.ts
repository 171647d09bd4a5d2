import { splitInline } from './inline.ts';
import { array, bulk } from './replies.ts';
import { text } from './texts.ts';

const [LF, CR, DOLLAR, ASTERISK, MINUS, ZERO] = [10, 13, 36, 42, 45, 48];
const [MAX_BULK, MAX_ARGUMENTS, MAX_LINE] = [512 * 1024 * 1024, 1024 * 1024, 64 * 1024];

/** The parser of one connection. */
export type Parser = ReturnType<typeof createParser>;

/** A command as it lies in the input: nothing is decoded until somebody asks. Good until the next one is read. */
export type Args = Parser['args'];

/**
 * Turns bytes into commands: push what arrived, then take `args` for as long as `next` says there is a command. The
 * work is linear in the bytes, however they are cut into chunks.
 */
export function createParser() {
  let input: Buffer = Buffer.alloc(0);
  // The latest command starts at `begin`; what lies before `cursor` is understood; from `end` on nothing has come.
  let [begin, cursor, end] = [0, 0, 0];
  let missing = 0; // arguments of the command still to come
  let size: number | undefined; // of the next one, in bytes, once its header was there
  const places: number[] = []; // start and end of each argument, counted from `begin`
  let typed: string[] | undefined; // the arguments themselves, when they were typed by hand

  const at = (n: number): number => begin + (places[n] ?? 0);
  const args = {
    /** How many arguments there are, the command's name included. */
    length: 0,
    /** The argument at `i`, less than `length`, as latin1: one character a byte, so any bytes fit, lengths are right. */
    string: (i: number): string => typed?.[i] ?? text(input, at(2 * i), at(2 * i + 1)),
    /** The argument at `i` as a lower-case word, for names and options. */
    word: (i: number): string => typed?.[i]?.toLowerCase() ?? text(input, at(2 * i), at(2 * i + 1), true),
    /** The whole command as RESP, for those who pass it on. */
    raw: () => (typed ? Buffer.from(array(typed.map(bulk)), 'latin1') : input.subarray(begin, cursor)),
  };

  function push(chunk: Buffer): void {
    if (missing === 0 && cursor === end) [input, cursor, end] = [chunk, 0, chunk.length];
    else if (input.length - end >= chunk.length) end += chunk.copy(input, end);
    else {
      const length = end - begin + chunk.length;
      input = Buffer.concat([input.subarray(begin, end), chunk], 2 * length); // so a byte moves but a few times
      [begin, cursor, end] = [0, cursor - begin, length];
    }
  }

  /**
   * Reads on to the next whole command. Throws an Error, in Redis's words (`src/networking.c`), when these bytes can't
   * become one: then nothing after them makes sense.
   */
  function next(): boolean {
    for (;;) {
      if ((missing === 0 && !readCount()) || !readArguments()) return false;
      if (args.length > 0) return true;
    }
  }

  /** Reads `*<count>`, or a whole line when it isn't there. */
  function readCount(): boolean {
    begin = cursor;
    if (input[cursor] !== ASTERISK) return readLine();
    const count = readHeader(ASTERISK, 'too big mbulk count string');
    if (count === undefined) return false;
    if (!(count <= MAX_ARGUMENTS)) throw new Error('Protocol error: invalid multibulk length');
    missing = Math.max(count, 0); // *0 and *-1 ask for nothing
    [typed, args.length] = [undefined, 0];
    return true;
  }

  /** Reads `$<size>` and that many bytes, for each argument. */
  function readArguments(): boolean {
    for (; missing > 0; missing--) {
      size ??= readHeader(DOLLAR, 'too big bulk count string');
      if (size === undefined) return false;
      if (!(size >= 0 && size <= MAX_BULK)) throw new Error('Protocol error: invalid bulk length');
      if (end - cursor < size + 2) return false;
      places[2 * args.length] = cursor - begin;
      places[2 * args.length + 1] = cursor - begin + size;
      args.length++;
      cursor += size + 2;
      size = undefined;
    }
    return true;
  }

  /**
   * The number in the header at the cursor, in the one way Redis takes it: no plus sign, no leading zero, nothing around
   * it. `undefined` while the line isn't whole, NaN when it is no number.
   */
  function readHeader(type: number, tooLong: string): number | undefined {
    const [sign, from] = input[cursor + 1] === MINUS ? [-1, cursor + 2] : [1, cursor + 1];
    let [lineEnd, value] = [from, 0];
    for (; lineEnd < end && input[lineEnd] !== CR; lineEnd++) value = value * 10 + digit(input[lineEnd]);
    if (lineEnd - cursor > MAX_LINE) throw new Error(`Protocol error: ${tooLong}`);
    if (lineEnd + 1 >= end) return undefined;
    if (input[cursor] !== type)
      throw new Error(`Protocol error: expected '$', got '${input.toString('latin1', cursor, cursor + 1)}'`);
    cursor = lineEnd + 2;
    return lineEnd > from && (input[from] !== ZERO || sign * (lineEnd - from) === 1) ? sign * value : NaN;
  }

  /** Reads an inline command, typed by hand. */
  function readLine(): boolean {
    const rest = input.subarray(cursor, end);
    const lineEnd = rest.indexOf(LF);
    if (lineEnd < 0 && rest.length <= MAX_LINE) return false;
    if (lineEnd < 0 || lineEnd > MAX_LINE) throw new Error('Protocol error: too big inline request');
    typed = splitInline(rest.toString('latin1', 0, lineEnd));
    args.length = typed.length;
    cursor += lineEnd + 1;
    return true;
  }

  return { args, push, next };
}

const digit = (byte = 0): number => (byte >= ZERO && byte < ZERO + 10 ? byte - ZERO : NaN);
