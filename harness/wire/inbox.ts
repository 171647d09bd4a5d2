// Bytes that were received and not yet read.

/** A queue of bytes with one contiguous view, in time linear in what passes through it. */
export interface Inbox {
  readonly length: number;
  /** So many bytes are awaited: room is made for them at once, and not bit by bit. */
  expect(count: number): void;
  push(chunk: Buffer): void;
  /** All bytes, without taking them; valid until the next call. */
  peek(): Buffer;
  /** Takes the first `count` bytes. */
  take(count: number): Buffer;
}

const usual = 16 * 1024;
/** A server may announce more than will ever come. */
const most = 64 * 1024 * 1024;

export function createInbox(): Inbox {
  let storage = Buffer.allocUnsafe(usual);
  let start = 0;
  let end = 0;
  const grow = (size: number) => {
    const grown = Buffer.allocUnsafe(Math.max(storage.length, size));
    storage.copy(grown, 0, start, end);
    end -= start;
    start = 0;
    storage = grown;
  };
  return {
    get length() {
      return end - start;
    },
    expect(count) {
      if (start + Math.min(count, most) > storage.length) grow(Math.min(count, most));
    },
    push(chunk) {
      if (end + chunk.length > storage.length) grow(2 * (end - start + chunk.length));
      chunk.copy(storage, end);
      end += chunk.length;
    },
    peek: () => storage.subarray(start, end),
    take(count) {
      const taken = storage.subarray(start, start + count);
      start += count;
      if (start < end || count < usual) {
        if (start === end) start = end = 0;
        return Buffer.from(taken); // a copy: the storage is used again
      }
      storage = Buffer.allocUnsafe(usual);
      start = end = 0;
      return taken;
    },
  };
}
