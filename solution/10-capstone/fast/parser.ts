import { createParser, type Parser } from '../../02-resp-parser/parser.ts';
import { word } from '../../02-resp-parser/words.ts';

const [CR, DOLLAR, ASTERISK, ZERO] = [13, 36, 42, 48];
const MOST = 64; // arguments of a command that is read here

/** A parser that also tells where an argument lies, for those who need no text. */
export type FastParser = ReturnType<typeof createFastParser>;

/** The arguments of a command, as text or as places in the input. */
export type FastArgs = FastParser['args'];

/**
 * A parser for what clients say nearly always: whole commands, which are read where they lie. Whatever else comes, be it
 * torn, typed by hand or wrong, is lent to the parser of stage 02 until that has made a command of it.
 */
export function createFastParser() {
  const careful = createParser();
  const places = new Int32Array(2 * MOST); // start and end of each argument
  let input: Buffer = Buffer.alloc(0);
  let [begin, cursor] = [0, 0]; // of the latest command, and behind it
  let [lent, whole] = [false, false]; // whether the careful parser has the bytes, and has a command to show
  let name: string | undefined;

  const args = {
    length: 0,
    string: (i: number): string =>
      lent ? careful.args.string(i) : input.toString('latin1', places[2 * i], places[2 * i + 1]),
    word(i: number): string {
      if (lent) return careful.args.word(i);
      if (i > 0) return word(input, args.start(i), args.end(i));
      name ??= word(input, args.start(0), args.end(0)); // several want to know it
      return name;
    },
    raw: (): Buffer => (lent ? careful.args.raw() : input.subarray(begin, cursor)),

    /** The bytes in which the command lies; none when it came in an unusual way. */
    bytes: (): Buffer | undefined => (lent ? undefined : input),
    /** Where the argument at `i` begins in them, and where it ends. */
    start: (i: number): number => places[2 * i] as number,
    end: (i: number): number => places[2 * i + 1] as number,
    /** Where the whole command begins in them, and where it ends. */
    begin: (): number => begin,
    behind: (): number => cursor,
  };

  function push(chunk: Buffer): void {
    if (!lent && cursor === input.length) [input, cursor] = [chunk, 0];
    else {
      if (!lent) lend();
      careful.push(chunk);
    }
  }

  function next(): boolean {
    if (lent && whole) {
      [input, cursor] = [careful.rest(), 0];
      [lent, whole] = [false, false];
    }
    if (!lent) {
      if (readCommand()) return true;
      if (cursor === input.length) return false;
      lend();
    }
    whole = careful.next();
    args.length = careful.args.length;
    return whole;
  }

  function lend(): void {
    careful.push(input.subarray(cursor));
    [cursor, lent] = [input.length, true];
  }

  /** Reads `*<count>`, and for each argument `$<size>` and its bytes; false when that isn't what is there. */
  function readCommand(): boolean {
    const bytes = input;
    const { length } = bytes;
    let at = cursor;
    let count = 0;
    for (let i = -1; i < count; i++) {
      if (at + 4 > length || bytes[at] !== (i < 0 ? ASTERISK : DOLLAR)) return false;
      let digit = (bytes[++at] as number) - ZERO;
      if (digit < 0 || digit > 9) return false;
      let number = digit;
      while (++at < length) {
        digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9 || number === 0) break;
        number = number * 10 + digit;
      }
      if (at + 2 > length || bytes[at] !== CR || number > length) return false;
      at += 2;
      if (i >= 0) {
        places[2 * i] = at;
        places[2 * i + 1] = at + number;
        at += number + 2;
        if (at > length) return false;
      } else if (number === 0 || number > MOST) return false;
      else count = number;
    }
    begin = cursor;
    cursor = at;
    args.length = count;
    name = undefined;
    return true;
  }

  return { args, push, next, rest: careful.rest } satisfies Parser;
}
