/** How many commands of a client are read before the first of them is executed. */
export const AHEAD = 32;

/** How many arguments a command may have that is read ahead. */
export const MOST = 64;

/** Commands that lie one behind the other in a client's input, as numbers that tell where. */
export type Batch = ReturnType<typeof createBatch>;

/** Room for one client's. */
export const createBatch = () => ({
  /** The bytes in which they lie. */
  bytes: Buffer.alloc(0) as Buffer,
  /** How many there are. */
  count: 0,
  /** Where each one begins; behind the last one, where the next will. */
  begins: new Int32Array(AHEAD + 1),
  /** How many arguments each one has. */
  lengths: new Int32Array(AHEAD),
  /** From where on the places of each one's arguments stand in `places`: begin and end of each. */
  firsts: new Int32Array(AHEAD),
  places: new Int32Array(8 * AHEAD + 2 * MOST),
  /** The hash of each one's first argument, which is a key if it has any. */
  hashes: new Int32Array(AHEAD),
});
