/**
 * Replies in RESP, as text with one character a byte (latin1), ready for `socket.write(text, 'latin1')`.
 * The protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/
 */

// `error` and `bulk` are yours. The others are done.

/** `+OK`. */
export const ok = '+OK\r\n';

/** The bulk string that isn't there. */
export const nil = '$-1\r\n';

/** A simple string: one line, for short fixed texts. */
export const simple = (text: string): string => `+${text}\r\n`;

/** An error: its first word is the code (`ERR`, `WRONGTYPE`, …). */
// What becomes of a text that holds a line break (02.15)?
export const error = (text: string): string => `-${text}\r\n`;

/** An integer. */
export const integer = (value: number | bigint | string): string => `:${value}\r\n`;

/** A bulk string: any bytes, their count first. */
export const bulk = (_bytes: string): string =>
  error('ERR not implemented yet: next is bulk() in starter/02-resp-parser/replies.ts');

/** A bulk string, or nil when there is none. */
export const bulkOrNil = (bytes: string | undefined): string => (bytes === undefined ? nil : bulk(bytes));

/** An array of replies. A command is one too: an array of bulk strings. */
export const array = (items: readonly string[]): string => `*${items.length}\r\n${items.join('')}`;
