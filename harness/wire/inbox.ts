// Bytes that were received and not yet read.

/** A queue of bytes with one contiguous view, in time linear in what passes through it. */
export interface Inbox {
  readonly length: number;
  push(chunk: Buffer): void;
  /** All bytes, without taking them; valid until the next call. */
  peek(): Buffer;
  /** Takes the first `count` bytes. */
  take(count: number): Buffer;
}

export function createInbox(): Inbox {
  let storage = Buffer.allocUnsafe(16 * 1024);
  let start = 0;
  let end = 0;
  return {
    get length() {
      return end - start;
    },
    push(chunk) {
      if (end + chunk.length > storage.length) {
        const grown = Buffer.allocUnsafe(Math.max(storage.length, 2 * (end - start + chunk.length)));
        storage.copy(grown, 0, start, end);
        end -= start;
        start = 0;
        storage = grown;
      }
      chunk.copy(storage, end);
      end += chunk.length;
    },
    peek: () => storage.subarray(start, end),
    take(count) {
      // A copy: the storage is used again.
      const taken = Buffer.from(storage.subarray(start, start + count));
      start += count;
      if (start === end) start = end = 0;
      return taken;
    },
  };
}
