import { createParser, type Parser } from '../../02-resp-parser/parser.ts';
import { text } from '../../02-resp-parser/texts.ts';
import { AHEAD, type Batch, createBatch, MOST } from './batch.ts';

const [CR, DOLLAR, ASTERISK, ZERO] = [13, 36, 42, 48];
const LONGEST = 64 * 1024; // bytes of a torn command, which are moved when the rest comes
const [TORN, UNUSUAL] = [-1, -2];

/** A parser that also tells where an argument lies, for those who need no text. */
export type FastParser = ReturnType<typeof createFastParser>;

/** The arguments of a command, as text or as places in the input. */
export type FastArgs = FastParser['args'];

/**
 * A parser for what clients say nearly always: short commands, which are read where they lie, many at a time. `lookAhead`
 * is told of them before the first is executed. A client that says anything else, be it long, typed by hand or wrong, has
 * the parser of stage 02 from there on.
 */
export function createFastParser(lookAhead: (batch: Batch) => void) {
  const careful = createParser();
  const batch = createBatch();
  const { begins, lengths, firsts, places, hashes } = batch;
  let [current, first] = [-1, 0]; // the latest command, and where its places stand
  let left = false; // to the careful parser

  const args = {
    length: 0,
    string: (i: number): string =>
      left ? careful.args.string(i) : text(batch.bytes, args.start(i), args.end(i)),
    word: (i: number): string =>
      left ? careful.args.word(i) : text(batch.bytes, args.start(i), args.end(i), true),
    raw: (): Buffer => (left ? careful.args.raw() : batch.bytes.subarray(args.begin(), args.behind())),

    /** The bytes in which the command lies; none when it came in an unusual way. */
    bytes: (): Buffer | undefined => (left ? undefined : batch.bytes),
    /** Where the argument at `i` begins in them, and where it ends. */
    start: (i: number): number => places[first + 2 * i] as number,
    end: (i: number): number => places[first + 2 * i + 1] as number,
    /** Where the whole command begins in them, and where it ends. */
    begin: (): number => begins[current] as number,
    behind: (): number => begins[current + 1] as number,
    /** The hash of the argument at 1. */
    hash: (): number => hashes[current] as number,
  };

  function push(chunk: Buffer): void {
    if (left) careful.push(chunk);
    else if (chunk.length > 0) {
      const rest = batch.bytes.subarray(args.behind()); // torn, or read ahead: it is read again, where it will lie
      begin(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), 0);
    }
  }

  /** Begins an empty batch at a place in `bytes`. */
  function begin(bytes: Buffer, at: number): void {
    batch.bytes = bytes;
    batch.count = 0;
    begins[0] = at;
    current = -1;
  }

  function next(): boolean {
    if (!left) {
      if (current + 1 === batch.count) readAhead();
      if (batch.count > 0) {
        current++;
        args.length = lengths[current] as number;
        first = firsts[current] as number;
        return true;
      }
      if (!left) return false;
    }
    const whole = careful.next();
    args.length = careful.args.length;
    return whole;
  }

  /** Reads the next commands that are there as a whole: so many as the batch has room for. */
  function readAhead(): void {
    let at = args.behind();
    begin(batch.bytes, at);
    for (let used = 0; batch.count < AHEAD && used <= 8 * AHEAD; batch.count++) {
      const end = readCommand(at, used);
      if (end < 0) {
        if (batch.count === 0 && (end === UNUSUAL || batch.bytes.length - at > LONGEST)) leave(at);
        break;
      }
      firsts[batch.count] = used;
      used += 2 * (lengths[batch.count] as number);
      begins[batch.count + 1] = at = end;
    }
    if (batch.count > 0) lookAhead(batch);
  }

  function leave(at: number): void {
    careful.push(batch.bytes.subarray(at));
    left = true;
  }

  /**
   * Reads `*<count>`, and for each argument `$<size>` and its bytes, and tells where that ends: TORN when it may be a
   * command once more has come, UNUSUAL when it isn't one for this parser.
   */
  function readCommand(from: number, used: number): number {
    const { bytes, count: command } = batch;
    const { length } = bytes;
    let at = from;
    let count = 0;
    for (let i = -1; i < count; i++) {
      if (at < length && bytes[at] !== (i < 0 ? ASTERISK : DOLLAR)) return UNUSUAL;
      if (++at >= length) return TORN;
      let digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) return UNUSUAL;
      let number = digit;
      while (++at < length) {
        digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9 || number === 0) break;
        number = number * 10 + digit;
      }
      if (at < length && bytes[at] !== CR) return UNUSUAL;
      if (i < 0 ? number === 0 || number > MOST : number > LONGEST) return UNUSUAL;
      at += 2;
      if (i < 0) count = number;
      else {
        places[used + 2 * i] = at;
        places[used + 2 * i + 1] = at + number;
        at += number + 2;
      }
      if (at > length) return TORN;
    }
    lengths[command] = count;
    return at;
  }

  return { args, push, next } satisfies Parser;
}
