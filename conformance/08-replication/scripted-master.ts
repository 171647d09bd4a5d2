// A master that the harness plays: servers connect to a port of its own, and hear what a test wants them to.
// The protocol: redis/redis, `src/replication.c`.
import {
  encodeCommand,
  Failure,
  type Listener,
  type Random,
  type Server,
  type Wire,
  type Within,
  type Word,
} from '../../harness/suite.ts';
import { rdb } from '../06-rdb-snapshots/rdb-writer.ts';
import { replicate } from './pair.ts';

/** A replica has to tell its offset each second: it is idle meanwhile. */
const eachSecond: Within = { within: 5_000, idleFor: 4_000 };

export interface ScriptedMaster {
  readonly port: number;
  /** The id of the history, which a test may change. */
  id: string;
  /** How many bytes there have been in the stream. */
  offset: number;
  /** The next connection of a server, answered up to its PSYNC. */
  accept(server: Server): Promise<Link>;
}

export interface Link {
  readonly wire: Wire;
  /** What the server said before PSYNC, names in lower case. */
  readonly introduction: readonly string[][];
  /** The id and the offset that it named. */
  readonly asked: readonly string[];
  /** Answers with all: a snapshot of these parts (see rdb-writer.ts). */
  sendAll(...parts: Buffer[]): void;
  /** Answers that it goes on from where the server is. */
  goOn(): void;
  /** Says a command in the stream. */
  tell(...words: Word[]): void;
  /** Asks for the offset, by which the server has done all that it was told; gives its answer. */
  ask(): Promise<number>;
  /** The next offset that the server tells, asked or not. */
  acknowledged(options?: Within): Promise<number>;
}

/** What a test has by these names. */
interface Means {
  connect(to: Server): Promise<Wire>;
  listen(): Promise<Listener>;
  readonly random: Random;
}

/** A master on a port of the harness's own, with a history that begins somewhere. */
export function scriptMaster(listener: Listener, random: Random): ScriptedMaster {
  const master: ScriptedMaster = {
    port: listener.port,
    id: random.bytes(20).toString('hex'),
    offset: random.integer(1, 1e9),
    accept: async (server) => introduce(master, (await listener.accept(server)).listen()),
  };
  return master;
}

/** Makes a server a replica of such a master: a client of the server, the master, and the link up to PSYNC. */
export async function replicateScripted(
  server: Server,
  { connect, listen, random }: Means,
): Promise<{ wire: Wire; master: ScriptedMaster; link: Link }> {
  const wire = await connect(server);
  const master = scriptMaster(await listen(), random);
  await replicate(wire, master);
  return { wire, master, link: await master.accept(server) };
}

/** Answers a server up to its PSYNC. */
async function introduce(master: ScriptedMaster, wire: Wire): Promise<Link> {
  const introduction: string[][] = [];
  for (;;) {
    const said = await command(wire, 'PING, REPLCONF, then PSYNC');
    if (said[0] === 'psync') return linkOver(master, wire, introduction, said.slice(1));
    introduction.push(said);
    wire.bytes(said[0] === 'ping' ? '+PONG\r\n' : '+OK\r\n');
  }
}

function linkOver(master: ScriptedMaster, wire: Wire, introduction: string[][], asked: string[]): Link {
  const link: Link = {
    wire,
    introduction,
    asked,
    sendAll(...parts) {
      const snapshot = rdb(parts);
      wire.bytes(`+FULLRESYNC ${master.id} ${master.offset}\r\n$${snapshot.length}\r\n`).bytes(snapshot);
    },
    goOn: () => void wire.bytes(`+CONTINUE ${master.id}\r\n`),
    tell(...words) {
      const bytes = encodeCommand(words);
      master.offset += bytes.length;
      wire.bytes(bytes);
    },
    async ask() {
      const before = master.offset;
      link.tell('REPLCONF', 'GETACK', '*');
      let offset = -1;
      // Less than that is what it says each second, and may come before the answer.
      for (let i = 0; i < 4 && offset < before; i++) offset = await link.acknowledged();
      return offset;
    },
    async acknowledged(options = eachSecond) {
      const expected = 'REPLCONF ACK <offset>';
      const said = await command(wire, expected, options);
      const [name, what, offset] = said;
      if (name === 'replconf' && what?.toLowerCase() === 'ack' && /^\d+$/.test(offset ?? ''))
        return Number(offset);
      throw new Failure('wrong reply', 'a replica says nothing else to its master', {
        expected,
        received: said.join(' '),
      });
    },
  };
  return link;
}

/** What a server says next, its name in lower case. A failure names what it should have said. */
async function command(wire: Wire, expected: string, options?: Within): Promise<string[]> {
  const reply = await wire.reply(options).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.verdict, error.message, { expected, received: error.reception ?? 'nothing' });
  });
  const words = (Array.isArray(reply) ? reply : [reply]).map(String);
  return words.map((word, i) => (i === 0 ? word.toLowerCase() : word));
}
