// How bytes are told to a person.
import type { Received, Reply } from './reply.ts';
import { ErrorReply } from './reply.ts';

/** One word of a command: text is sent as UTF-8, a number in decimal. */
export type Word = string | number | bigint | Buffer;

const shownBytes = 48;
/** Of a command: no more words than these, and none behind so many characters. */
const [shownWords, shownCharacters] = [12, 120];

/** Bytes as redis-cli quotes them, `"\x00\r\n"`; a long payload is cut and its size told. */
export function quote(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes.subarray(0, shownBytes)) text += escapes.get(byte) ?? printable(byte);
  return bytes.length > shownBytes ? `"${text}…" (${grouped(bytes.length)} bytes)` : `"${text}"`;
}

/** A command as one would type it: words without quotes where they need none. One that is long is cut. */
export function tellCommand(words: readonly Word[]): string {
  const shown: string[] = [];
  for (const word of words.slice(0, shownWords)) {
    if (shown.join(' ').length > shownCharacters) break;

    const bytes = toBytes(word);
    const typed = /^[\w:.*?[\]{}()!/<>=+-]{1,48}$/.test(bytes.toString('latin1'));
    shown.push(typed ? bytes.toString('latin1') : quote(bytes));
  }
  if (words.length > shown.length) shown.push(`… (${grouped(words.length)} words)`);
  return shown.join(' ');
}

/** A reply as it was received: `+OK`, `(integer) 3`, `(nil)`, `"value"`. */
export function tellReceived(received: Received): string {
  return received.kind === '+' && Buffer.isBuffer(received.value)
    ? `+${cut(received.value.toString('latin1'))}`
    : tellReply(received.value);
}

/** A reply's value, without the difference between simple and bulk strings. */
export function tellReply(value: Reply): string {
  if (value === null) return '(nil)';
  if (Buffer.isBuffer(value)) return quote(value);
  if (value instanceof ErrorReply) return `-${cut(value.message)}`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 8).map(tellReply);
    if (value.length > shown.length) shown.push(`… (${grouped(value.length)} elements)`);
    return `[${shown.join(', ')}]`;
  }
  return `(integer) ${value}`;
}

function cut(line: string): string {
  const shown = visible(line.slice(0, 240));
  return line.length > 240 ? `${shown}… (${grouped(line.length)} bytes)` : shown;
}

/** Text with its control characters told: shown as they are, they would move the cursor, or paint what isn't there. */
export function visible(text: string): string {
  return text.replaceAll(
    /[^\P{Cc}\n\t]/gu,
    (char) => escapes.get(char.charCodeAt(0)) ?? printable(char.charCodeAt(0)),
  );
}

/** The bytes of a word. */
export function toBytes(word: Word): Buffer {
  return Buffer.isBuffer(word) ? word : Buffer.from(String(word));
}

/** A count with its thousands apart: 1,048,576. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ','); // toLocaleString takes 20 ms when it is first called
}

const escapes = new Map<number, string>(
  Object.entries({ '\r': '\\r', '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' }).map(
    ([char, escaped]) => [char.charCodeAt(0), escaped],
  ),
);

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
