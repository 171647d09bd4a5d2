import type { Command, Commands } from '../../02-resp-parser/commands.ts';
import type { Args } from '../../02-resp-parser/parser.ts';
import { nil, ok } from '../../02-resp-parser/replies.ts';
import type { Client } from '../../02-resp-parser/server.ts';
import type { ExpiringKeyspace } from '../../04-expiry/keyspace.ts';
import type { Changes } from './changes.ts';
import { LONGEST, type Output } from './output.ts';
import type { FastArgs } from './parser.ts';
import { type ArenaTable, copy } from './table.ts';

const [CR, LF, DOLLAR, COLON, ZERO] = [13, 10, 36, 58, 48];

/** A command that works on the bytes themselves; false when it can't. */
type Fast = (args: FastArgs, bytes: Buffer, client: Client) => boolean;

/**
 * The three commands that have to be fast, without a string: from the client's input to the arena, and from there to
 * the output. What is out of the ordinary they leave to the command as it was: other options, deadlines, large values.
 */
export function fastCommands(
  { get, set, incr }: Commands,
  keyspace: ExpiringKeyspace,
  table: ArenaTable,
  output: Output,
  changes: Changes,
): Record<string, Command> {
  const digits = Buffer.alloc(20);

  const getFast: Fast = (args, bytes, client) => {
    const record = table.find(bytes, args.start(1), args.end(1), args.hash());
    const arena = table.arena();
    const size = record === 0 ? 0 : arena.valueSize(record);
    if (size > LONGEST - 16) return false;
    const buffer = output.buffer();
    let at = output.used();
    if (record === 0) at = writeText(buffer, at, nil);
    else {
      buffer[at] = DOLLAR;
      at = endLine(buffer, writeNumber(buffer, at + 1, size));
      const from = arena.valueAt(record);
      copy(arena.page(record), from, from + size, buffer, at);
      at = endLine(buffer, at + size);
    }
    output.add(client, at);
    return true;
  };

  const setFast: Fast = (args, bytes, client) => {
    if (args.length !== 3) return false;
    const start = args.start(1);
    const end = args.end(1);
    const record = table.find(bytes, start, end, args.hash());
    table.put(record, bytes, start, end, bytes, args.start(2), args.end(2));
    const at = output.used();
    output.add(client, writeText(output.buffer(), at, ok));
    changes.add(args, bytes, at);
    return true;
  };

  const incrFast: Fast = (args, bytes, client) => {
    const start = args.start(1);
    const end = args.end(1);
    const record = table.find(bytes, start, end, args.hash());
    const value = record === 0 ? 0 : readNumber(table, record);
    if (value < 0) return false;
    const size = writeNumber(digits, 0, value + 1);
    table.put(record, bytes, start, end, digits, 0, size);
    const buffer = output.buffer();
    const at = output.used();
    buffer[at] = COLON;
    copy(digits, 0, size, buffer, at + 1);
    output.add(client, endLine(buffer, at + 1 + size));
    changes.add(args, bytes, at);
    return true;
  };

  /** Tries the fast way, for a client that has said this itself: what a log or a master says has no reply. */
  const either = (fast: Fast, slow: Command): Command => {
    const run = (args: Args, client: Client): string => {
      const bytes = client.parser.args === args ? (args as FastArgs).bytes() : undefined;
      if (bytes !== undefined && keyspace.mortal() === 0 && fast(args as FastArgs, bytes, client)) return '';
      changes.tell();
      return slow.run(args, client);
    };
    return { ...slow, run };
  };
  return {
    get: either(getFast, get as Command),
    set: either(setFast, set as Command),
    incr: either(incrFast, incr as Command),
  };
}

/** The number a record holds: at most 15 digits, so that it and the next are exact. Else -1. */
function readNumber(table: ArenaTable, record: number): number {
  const arena = table.arena();
  const page = arena.page(record);
  const from = arena.valueAt(record);
  const size = arena.valueSize(record);
  if (size === 0 || size > 15 || (page[from] === ZERO && size > 1)) return -1;
  let value = 0;
  for (let i = from; i < from + size; i++) {
    const digit = (page[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Writes a number that isn't negative, and tells where it ends. */
function writeNumber(buffer: Buffer, at: number, value: number): number {
  let end = at + 1;
  for (let power = 10; power <= value; power *= 10) end++;
  let rest = value;
  for (let i = end - 1; i >= at; i--) {
    const next = rest < 2 ** 31 ? (rest / 10) | 0 : Math.floor(rest / 10);
    buffer[i] = ZERO + rest - next * 10;
    rest = next;
  }
  return end;
}

function writeText(buffer: Buffer, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) buffer[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function endLine(buffer: Buffer, at: number): number {
  buffer[at] = CR;
  buffer[at + 1] = LF;
  return at + 2;
}
