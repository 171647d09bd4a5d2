/**
 * Replies in RESP, as text with one character a byte (latin1), ready for `socket.write(text, 'latin1')`.
 * The protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/
 */

/** `+OK`. */
export const ok = '+OK\r\n';

/** The bulk string that isn't there. */
export const nil = '$-1\r\n';

/** A simple string: one line, for short fixed texts. */
export const simple = (text: string): string => `+${text}\r\n`;

/** An error: its first word is the code (`ERR`, `WRONGTYPE`, …). Line breaks would end it early, so they go. */
export const error = (text: string): string => `-${text.replace(/[\r\n]/g, ' ')}\r\n`;

/** An integer. */
export const integer = (value: number | bigint | string): string => `:${value}\r\n`;

/** A bulk string: any bytes, their count first. */
export const bulk = (bytes: string): string => `$${bytes.length}\r\n${bytes}\r\n`;

/** A bulk string, or nil when there is none. */
export const bulkOrNil = (bytes: string | undefined): string => (bytes === undefined ? nil : bulk(bytes));

/** An array of replies. A command is one too: an array of bulk strings. */
export const array = (items: readonly string[]): string => `*${items.length}\r\n${items.join('')}`;
