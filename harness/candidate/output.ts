// What a candidate printed, without limit on what it may print.
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { visible } from '../wire/text.ts';

const limit = 64 * 1024;

/** The last 64 KiB of one output stream. */
export interface Output {
  /** What was kept. */
  text(): string;
  /** The last lines of what was kept, preceded by a note when anything before them was cut. */
  lastLines(count: number): string[];
}

/**
 * Reads a stream to its end, keeping the last 64 KiB: a candidate that prints without end fills no memory.
 * @param read turns a line as it was printed into one to show
 */
export function captureOutput(stream: Readable, read: (line: string) => string): Output {
  let kept: Buffer[] = [];
  let size = 0;
  let cut = 0;
  stream.on('data', (chunk: Buffer) => {
    kept.push(chunk);
    size += chunk.length;
    if (size > 2 * limit) {
      const all = Buffer.concat(kept);
      cut += all.length - limit;
      kept = [all.subarray(all.length - limit)];
      size = limit;
    }
  });

  const text = () => Buffer.concat(kept).subarray(-limit).toString();
  return {
    text,
    lastLines(count) {
      // Nobody's output may paint over ours.
      const lines = stripVTControlCharacters(text()).trimEnd().split(/\r?\n/);
      const cutBytes = cut + Math.max(0, size - limit);
      const last = lines.slice(-count).filter((line) => line !== '');
      const shown = last.map((line) => visible(read(line)));
      if (cutBytes > 0) return [`(${cutBytes} bytes before these were cut)`, ...shown];
      return lines.length > count ? [`(${lines.length - count} lines before these)`, ...shown] : shown;
    },
  };
}
