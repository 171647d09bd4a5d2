// For INCR and its kin (03.36 – 03.45): GUIDE.md, "Counters", "Sixty-four bits" and "What an integer is".

/** Whether a text is a 64-bit integer, written in the one way Redis takes it (`string2ll` in `src/util.c`). */
export function isInteger(_text: string): boolean {
  return notYet('isInteger');
}

/** The sum of two 64-bit integers, `undefined` when it is none. */
export function sum(_a: string, _b: string): string | undefined {
  return notYet('sum');
}

/** The integer with its sign turned, `undefined` when that is out of range: there is one more below zero. */
export function negated(_integer: string): string | undefined {
  return notYet('negated');
}

/** Whether a number fits in 64 bits. */
export const inRange = (_value: bigint): boolean => notYet('inRange');

function notYet(name: string): never {
  throw new Error(`not implemented yet: ${name}() in starter/03-get-set/integers.ts`);
}
