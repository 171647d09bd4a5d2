import { createParser, type Parser } from '../../02-resp-parser/parser.ts';
import { text } from '../../02-resp-parser/texts.ts';

const [CR, DOLLAR, ASTERISK, ZERO] = [13, 36, 42, 48];
const MOST = 64; // arguments of a command that is read here
const LONGEST = 64 * 1024; // bytes of a torn one, which are moved when the rest comes

/** A parser that also tells where an argument lies, for those who need no text. */
export type FastParser = ReturnType<typeof createFastParser>;

/** The arguments of a command, as text or as places in the input. */
export type FastArgs = FastParser['args'];

/**
 * A parser for what clients say nearly always: short commands, which are read where they lie. A client that says anything
 * else, be it long, typed by hand or wrong, has the parser of stage 02 from there on.
 */
export function createFastParser() {
  const careful = createParser();
  const places = new Int32Array(2 * MOST); // start and end of each argument
  let input: Buffer = Buffer.alloc(0);
  let [begin, cursor] = [0, 0]; // of the latest command, and behind it
  let left = false; // to the careful parser

  const args = {
    length: 0,
    string: (i: number): string => (left ? careful.args.string(i) : text(input, args.start(i), args.end(i))),
    word: (i: number): string =>
      left ? careful.args.word(i) : text(input, args.start(i), args.end(i), true),
    raw: (): Buffer => (left ? careful.args.raw() : input.subarray(begin, cursor)),

    /** The bytes in which the command lies; none when it came in an unusual way. */
    bytes: (): Buffer | undefined => (left ? undefined : input),
    /** Where the argument at `i` begins in them, and where it ends. */
    start: (i: number): number => places[2 * i] as number,
    end: (i: number): number => places[2 * i + 1] as number,
    /** Where the whole command begins in them, and where it ends. */
    begin: (): number => begin,
    behind: (): number => cursor,
  };

  function push(chunk: Buffer): void {
    if (left) careful.push(chunk);
    else if (cursor === input.length) [input, cursor] = [chunk, 0];
    else [input, cursor] = [Buffer.concat([input.subarray(cursor), chunk]), 0];
  }

  function next(): boolean {
    if (!left) {
      const found = readCommand();
      if (found === 'whole') return true;
      if (found === 'torn' && input.length - cursor < LONGEST) return false;
      careful.push(input.subarray(cursor));
      left = true;
    }
    const whole = careful.next();
    args.length = careful.args.length;
    return whole;
  }

  /** Reads `*<count>`, and for each argument `$<size>` and its bytes. What is torn may become that when more comes. */
  function readCommand(): 'whole' | 'torn' | 'unusual' {
    const bytes = input;
    const { length } = bytes;
    let at = cursor;
    let count = 0;
    for (let i = -1; i < count; i++) {
      if (at < length && bytes[at] !== (i < 0 ? ASTERISK : DOLLAR)) return 'unusual';
      if (++at >= length) return 'torn';
      let digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) return 'unusual';
      let number = digit;
      while (++at < length) {
        digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9 || number === 0) break;
        number = number * 10 + digit;
      }
      if (at < length && bytes[at] !== CR) return 'unusual';
      if (i < 0 ? number === 0 || number > MOST : number > LONGEST) return 'unusual';
      at += 2;
      if (i < 0) count = number;
      else {
        places[2 * i] = at;
        places[2 * i + 1] = at + number;
        at += number + 2;
      }
      if (at > length) return 'torn';
    }
    begin = cursor;
    cursor = at;
    args.length = count;
    return 'whole';
  }

  return { args, push, next } satisfies Parser;
}
