// A connection as a test uses it.
import type { Expected } from './expected.ts';
import type { Reply } from './reply.ts';
import type { Word } from './text.ts';

/** How long to wait, in ms. */
export interface Within {
  /** At most. */
  readonly within?: number;
  /** For a candidate that is seen to be idle: longer, where it has a timer to wait for. */
  readonly idleFor?: number;
}

/**
 * A raw TCP connection that speaks RESP or anything else. What sends returns the wire, so that a test reads
 * `await wire.command('GET', key).replies(value)`. What waits throws a `Failure` with its verdict.
 */
export interface Wire {
  readonly name: string;
  /** Sends one command as an array of bulk strings. */
  command(...words: Word[]): Wire;
  /** Sends several commands at once. */
  pipeline(commands: readonly (readonly Word[])[]): Wire;
  /** Sends exactly these bytes (text as latin1: one character, one byte). */
  bytes(data: string | Buffer): Wire;
  /** Sends these bytes cut into pieces of these sizes, and waits until the candidate has met each of them. */
  fragments(data: string | Buffer, sizes: readonly number[]): Promise<Wire>;

  /** The next replies are these, in this order. */
  replies(...expected: Expected[]): Promise<void>;
  /** The next reply, whatever it is. */
  reply(options?: Within): Promise<Reply>;
  /** The next bytes are exactly these. */
  receives(expected: string | Buffer, options?: Within): Promise<void>;
  /** The next line, without its end. */
  line(options?: Within): Promise<string>;
  /** The next `count` bytes, whatever they are. */
  read(count: number, options?: Within): Promise<Buffer>;
  /** The candidate closes the connection, having sent nothing more. */
  closes(options?: Within): Promise<void>;
  /** All that comes until the candidate closes the connection. */
  rest(options?: Within): Promise<Buffer>;

  /** Resolves when all that was sent has left this process. */
  flushed(): Promise<void>;
  /** Waits until the server has taken all that was sent (true), also what its kernel holds for it, or takes no more of it (false). */
  taken(): Promise<boolean>;
  /** Stops reading, as a slow client does, until `resume`. */
  pause(): Wire;
  resume(): Wire;
  /** Half-closes: says that nothing more will be sent. */
  end(): Wire;
  /** Breaks the connection off with a TCP reset. */
  reset(): Wire;
  /** Closes the connection from this side. */
  close(): void;
  /** Bytes that have not left this process yet: the server, or the network, doesn't take them. */
  readonly unsent: number;
  /** From here on the candidate may send what nobody asked for: it need not be read. Empty lines are passed over. */
  listen(): Wire;
  /** Bytes received and not read yet; none, where it may send what it likes. */
  readonly unread: number;
}
