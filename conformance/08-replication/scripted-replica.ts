// A replica that the harness plays: it speaks with a master, gets a snapshot, reads the stream and counts its bytes.
// The protocol: redis/redis, `src/replication.c`.
import { encodeCommand, Failure, type Wire } from '../../harness/suite.ts';
import { readSnapshot, type Snapshot } from '../06-rdb-snapshots/rdb-reader.ts';

export interface ScriptedReplica {
  readonly wire: Wire;
  /** The id of the history, as the master told it. */
  readonly id: string;
  /** How many bytes of the stream it has. */
  readonly offset: number;
  /** What it got before the stream, if that was anything. */
  readonly snapshot: Snapshot | undefined;
  /** The next command of the stream, its name in lower case, others as latin1. What only keeps the link going is passed over. */
  next(): Promise<string[]>;
  /** All commands up to `SET <key> …`, that one left out. */
  until(key: string): Promise<string[][]>;
  /** Reads on until it is asked for its offset, and answers. */
  asked(): Promise<void>;
  /** Says how much it has, or that it has as much as this. */
  acknowledge(offset?: number): void;
}

export interface Introduction {
  /** Where it says that it listens. */
  readonly port?: number;
  /** What it says that it can. */
  readonly abilities?: readonly string[];
  /** The history that it knows, and the first byte that it is missing. */
  readonly place?: readonly [id: string, next: number];
}

/** Introduces itself on a connection, asks with PSYNC and takes what it is given: all, or the rest. */
export async function follow(wire: Wire, about: Introduction = {}): Promise<ScriptedReplica> {
  const { port = 1, abilities = ['psync2'], place = ['?', -1] } = about;
  await wire.command('REPLCONF', 'listening-port', port).reply();
  for (const ability of abilities) await wire.command('REPLCONF', 'capa', ability).reply();
  return take(wire.command('PSYNC', ...place), place);
}

/** Takes what PSYNC is answered: all, or the rest behind this place. */
export async function take(
  wire: Wire,
  place: NonNullable<Introduction['place']> = ['?', -1],
): Promise<ScriptedReplica> {
  const verdict = await line(wire.listen());
  const [, word, id, offset] = /^\+(FULLRESYNC|CONTINUE)(?: ([0-9a-f]{40})(?: (\d+))?)?$/.exec(verdict) ?? [];
  const full = word === 'FULLRESYNC';
  if (word === undefined || (full && offset === undefined))
    throw new Failure('wrong reply', '', {
      expected: '+FULLRESYNC <40 hex digits> <offset>, or +CONTINUE <40 hex digits>',
      received: verdict,
    });
  const start = { id: id ?? place[0], offset: full ? Number(offset) : place[1] - 1 };
  return readStream(wire, start, full ? await readTransfer(wire) : undefined);
}

/** Takes a snapshot: its length, then so many bytes, and nothing behind them. */
export async function readTransfer(wire: Wire): Promise<Snapshot> {
  return readSnapshot(await wire.read(await readHead(wire)), 'what was sent');
}

/** Takes what stands before a snapshot, and tells its length in bytes. */
export async function readHead(wire: Wire): Promise<number> {
  const head = await line(wire);
  const [, size] = /^\$(\d+)$/.exec(head) ?? [];
  if (size === undefined)
    throw new Failure('wrong reply', '', { expected: '$<length> of the snapshot', received: head });
  return Number(size);
}

/** Reads the stream from here on. */
export function readStream(
  wire: Wire,
  start: { id: string; offset: number },
  snapshot?: Snapshot,
): ScriptedReplica {
  let { offset } = start;
  const replica: ScriptedReplica = {
    wire,
    id: start.id,
    snapshot,
    get offset() {
      return offset;
    },
    async next() {
      for (;;) {
        const command = await read();
        if (!/^(ping|select|multi|exec|replconf)$/.test(command[0] ?? '')) return command;
      }
    },
    async asked() {
      while ((await read())[0] !== 'replconf');
    },
    async until(key) {
      const commands: string[][] = [];
      for (;;) {
        const command = await replica.next();
        if (command[0] === 'set' && command[1] === key) return commands;
        commands.push(command);
      }
    },
    acknowledge: (bytes = offset) => void wire.bytes(encodeCommand(['REPLCONF', 'ACK', bytes])),
  };
  return replica;

  async function read(): Promise<string[]> {
    const reply = await wire.reply();
    if (!Array.isArray(reply) || !reply.every((word) => Buffer.isBuffer(word)))
      throw new Failure('wrong reply', 'the stream is commands', {
        expected: 'an array of bulk strings',
        received: String(reply),
      });
    const [name = '', ...words] = reply.map((word) => word.toString('latin1'));
    if (words[0]?.toLowerCase() === 'getack') replica.acknowledge();
    offset += encodeCommand(reply).length;
    return [name.toLowerCase(), ...words];
  }
}

/** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
async function line(wire: Wire): Promise<string> {
  return (await wire.line()) || line(wire);
}
