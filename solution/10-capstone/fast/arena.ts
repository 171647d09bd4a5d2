const PAGE = 256 * 1024; // bytes
const HEADER = 8; // bytes: the key's length and three flags, then the value's length
const LARGEST = PAGE / 4; // bytes: a larger record has a page of its own
const [LIVE, EPOCH, DEAD] = [1, 2, 4]; // the flags; a slot without LIVE is free

const MOST_PAGES = 2 ** 17;

/** A key and its value, as text. */
type Entry = readonly [key: string, value: string];

/** Memory for records. */
export type Arena = ReturnType<typeof createArena>;

/**
 * Memory for records, each a key and a value, one behind the other. It is cut into pages, a page into slots of one size.
 * A record is known by a number: its page, and in 15 bits where it begins there, in units of 8 bytes. What is free
 * stands in a list, by size. To V8 a page is one object, however many records there are: its garbage collector has
 * next to nothing to do.
 */
export function createArena() {
  // The first page is never used: no record has the number 0.
  const pages: Buffer[] = [Buffer.alloc(0)];
  const words: Int32Array[] = [new Int32Array(0)]; // the same memory
  const sizes = [8]; // of the slots in each page
  const tops = [0]; // how many bytes of each page were given out so far
  const spare: number[] = []; // pages that were given back
  const free = new Int32Array(LARGEST / 8 + 1); // by slot size / 8: a free slot, which names the next
  const filling = new Int32Array(LARGEST / 8 + 1); // by slot size / 8: the page that new slots are cut from
  let [epoch, walking] = [0, false];

  const word = (record: number, n: 0 | 1): number =>
    (words[record >>> 15] as Int32Array)[((record & 0x7fff) << 1) + n] as number;
  const setWord = (record: number, n: 0 | 1, value: number): void => {
    (words[record >>> 15] as Int32Array)[((record & 0x7fff) << 1) + n] = value;
  };
  /** Whether a walk is still to come to a record. */
  const isOld = (flags: number): boolean => walking && (flags & EPOCH) !== epoch;

  const arena = {
    /** The page a record is in, where its key begins there, and its value, and how many bytes they have. */
    page: (record: number): Buffer => pages[record >>> 15] as Buffer,
    keyAt: (record: number): number => ((record & 0x7fff) << 3) + HEADER,
    keySize: (record: number): number => word(record, 0) >>> 3,
    valueAt: (record: number): number => arena.keyAt(record) + arena.keySize(record),
    valueSize: (record: number): number => word(record, 1),

    key: (record: number): string =>
      arena.page(record).toString('latin1', arena.keyAt(record), arena.valueAt(record)),
    value: (record: number): string =>
      arena
        .page(record)
        .toString('latin1', arena.valueAt(record), arena.valueAt(record) + arena.valueSize(record)),

    /** A new record, for the caller to fill in. */
    allocate(keySize: number, valueSize: number): number {
      const record = takeSlot(slotSize(HEADER + keySize + valueSize));
      setWord(record, 0, (keySize << 3) | epoch | LIVE);
      setWord(record, 1, valueSize);
      return record;
    },

    /** Makes room for another value in the same place; false when it has another size, or a walk needs the old one. */
    resize(record: number, valueSize: number): boolean {
      if (isOld(word(record, 0))) return false;
      const size = slotSize(HEADER + arena.keySize(record) + valueSize);
      if (size !== sizes[record >>> 15]) return false;
      setWord(record, 1, valueSize);
      return true;
    },

    /** Gives a record back; one that a walk needs, later. */
    release(record: number): void {
      if (isOld(word(record, 0))) setWord(record, 0, word(record, 0) | DEAD);
      else giveBack(record);
    },

    /** Whether a walk goes on: there can be one at a time. */
    walking: (): boolean => walking,

    /**
     * All there is at this instant, whatever changes meanwhile. A record knows in which of two epochs it was written,
     * and now another one begins. While the walk takes its time, no record of the old one is written over, and no slot
     * given away: it is only marked as dead. So nobody ever waits, and nothing is copied.
     */
    walk(): Generator<Entry, undefined> {
      [epoch, walking] = [epoch ^ EPOCH, true];
      return walk(numbers([...tops]));
    },

    /** All keys. What comes while somebody goes through them may be among them or not. */
    *keys(): Generator<string, undefined> {
      for (const record of numbers(tops)) if ((word(record, 0) & DEAD) === 0) yield arena.key(record);
    },
  };

  /** The records in so much of each page. */
  function* numbers(tops: readonly number[]): Generator<number, undefined> {
    for (let page = 1; page < tops.length; page++) {
      for (
        let at = 0;
        at < Math.min(tops[page] ?? 0, pages[page]?.length ?? 0);
        at += sizes[page] as number
      ) {
        const record = (page << 15) | (at >> 3);
        if ((word(record, 0) & LIVE) !== 0) yield record;
      }
    }
  }

  function* walk(records: Generator<number, undefined>): Generator<Entry, undefined> {
    try {
      for (let next = records.next(); !next.done; next = records.next()) {
        if (!isOld(word(next.value, 0))) continue;
        const entry = [arena.key(next.value), arena.value(next.value)] as const;
        settle(next.value);
        yield entry;
      }
    } finally {
      for (const record of records) if (isOld(word(record, 0))) settle(record);
      walking = false;
    }
  }

  /** What a walk does behind it: a record belongs to the new epoch, or is gone. */
  function settle(record: number): void {
    if ((word(record, 0) & DEAD) !== 0) giveBack(record);
    else setWord(record, 0, word(record, 0) ^ EPOCH);
  }

  function takeSlot(size: number): number {
    if (size > LARGEST) return newPage(size, size) << 15;
    const record = free[size >> 3] as number;
    if (record !== 0) {
      free[size >> 3] = word(record, 1);
      return record;
    }
    let page = filling[size >> 3] as number;
    if ((tops[page] as number) + size > PAGE || page === 0) filling[size >> 3] = page = newPage(PAGE, size);
    const at = tops[page] as number;
    tops[page] = at + size;
    return (page << 15) | (at >> 3);
  }

  function giveBack(record: number): void {
    const page = record >>> 15;
    const size = sizes[page] as number;
    if (size > LARGEST) {
      [pages[page], words[page]] = [pages[0] as Buffer, words[0] as Int32Array];
      spare.push(page);
    } else {
      setWord(record, 0, 0);
      setWord(record, 1, free[size >> 3] as number);
      free[size >> 3] = record;
    }
  }

  function newPage(bytes: number, slot: number): number {
    const page = spare.pop() ?? pages.length;
    if (page === MOST_PAGES) throw new Error('out of memory');
    const memory = new ArrayBuffer(bytes); // all zero: nothing is live in it
    pages[page] = Buffer.from(memory);
    words[page] = new Int32Array(memory);
    sizes[page] = slot;
    tops[page] = bytes === slot ? slot : 0;
    return page;
  }

  return arena;
}

/** The size of the slot for a record: in steps of 8 bytes, from 512 on of an eighth. */
function slotSize(bytes: number): number {
  const step = bytes <= 512 || bytes > LARGEST ? 8 : 1 << (28 - Math.clz32(bytes - 1));
  return Math.ceil(bytes / step) * step;
}
