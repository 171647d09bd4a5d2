const [MIN, MAX] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Whether a text is a 64-bit integer, written in the one way Redis takes it (`string2ll` in `src/util.c`). */
export function isInteger(text: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(text) && (text.length < 19 || inRange(BigInt(text)));
}

/** The sum of two 64-bit integers, `undefined` when it is none. */
export function sum(a: string, b: string): string | undefined {
  if (a.length < 16 && b.length < 16) return String(Number(a) + Number(b)); // below 2 ** 53 numbers are exact
  const total = BigInt(a) + BigInt(b);
  return inRange(total) ? String(total) : undefined;
}

/** The integer with its sign turned, `undefined` when that is out of range: there is one more below zero. */
export function negated(integer: string): string | undefined {
  const turned = -BigInt(integer);
  return inRange(turned) ? String(turned) : undefined;
}

/** Whether a number fits in 64 bits. */
export const inRange = (value: bigint): boolean => value >= MIN && value <= MAX;
