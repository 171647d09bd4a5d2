// Begin here. Bytes come in, commands go out: GUIDE.md, "RESP in five minutes" and "A cursor in a buffer".

/** The parser of one connection. */
export type Parser = ReturnType<typeof createParser>;

/** A command as it lies in the input: nothing is decoded until somebody asks. Good until the next one is read. */
export type Args = Parser['args'];

/**
 * Turns bytes into commands: push what arrived, then take `args` for as long as `next` says there is a command. The
 * work is linear in the bytes, however they are cut into chunks.
 */
export function createParser() {
  // What is declared here belongs to one connection. You will need the bytes that have come and not been read yet, a
  // cursor in them, and where each argument of the command lies.

  const args = {
    /** How many arguments there are, the command's name included. */
    length: 0,
    /** The argument at `i`, less than `length`, as latin1: one character a byte, so any bytes fit, lengths are right. */
    string: (_i: number): string => '',
    /** The argument at `i` as a lower-case word, for names and options. texts.ts has a function for both. */
    word: (_i: number): string => '',
    /** The whole command as RESP, for those who pass it on. Nobody does before stage 05. */
    raw: (): Buffer => Buffer.alloc(0),
  };

  /** Keeps the bytes that came. A command may end in them, or begin, or both, or neither (02.20 – 02.28). */
  function push(_chunk: Buffer): void {}

  /**
   * Reads on to the next whole command. Throws an Error, in Redis's words (`src/networking.c`), when these bytes can't
   * become one: then nothing after them makes sense.
   * @returns true when `args` holds a command; false when more bytes must come first
   */
  function next(): boolean {
    // First an array that is there as a whole: *<count>, then for each argument $<size> and that many bytes (02.1).
    // Then one of which a part is missing: say false, and go on where you were when next() is called again (02.20).
    // Then a line that is no array: inline.ts splits it (02.33). Then all that can be wrong (02.45 – 02.61).
    throw new Error('not implemented yet: begin in starter/02-resp-parser/parser.ts');
  }

  return { args, push, next };
}
