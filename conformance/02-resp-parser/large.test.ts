// Takes long. Arguments that are large, and arguments that are many.
import { core, error, Failure, simple, type Wire } from '../../harness/suite.ts';

const pong = simple('PONG');
const MiB = 1024 * 1024;

core(
  '02.31',
  'a bulk string of 64 MiB in small packets takes time in proportion to its size',
  {
    why: 'each packet is joined to all that came before, or all of it is searched again: then twice the size takes four times as long',
    read: 'linear-time',
  },
  async ({ wire, connect, random }) => {
    const [block, header] = [random.bytes(MiB), `$${64 * MiB}\r\n`];
    const pace = paceOf(wire, await connect());
    wire.bytes(`*2\r\n$4\r\nECHO\r\n${header}`);
    for (let sent = 0; sent < 64; sent += 8) {
      await pace.send(block, sent);
      for (let i = 0; i < 7; i++) await wire.bytes(block).flushed();
    }
    wire.bytes('\r\n');
    await wire.receives(header);
    for (let i = 0; i < 64; i++) await wire.receives(block);
    await wire.receives('\r\n');
  },
);

core(
  '02.32',
  'a command may have a million arguments',
  {
    why: 'arguments are read in a loop, each once; a function that calls itself for each runs out of stack',
    read: 'linear-time',
  },
  async ({ wire, random }) => {
    const count = MiB - random.integer(0, 9);
    const word = random.text(1, 3);
    const argument = `$${word.length}\r\n${word}\r\n`;
    wire.bytes(`*${count}\r\n$4\r\nECHO\r\n${argument.repeat(count - 1)}`);
    await wire.replies(error("ERR wrong number of arguments for 'echo' command"));
    await wire.command('ECHO', word).replies(word);
  },
);

/**
 * Sends in packets of 32 KiB, each met by the server before the next, and sees that late packets are no slower than
 * early ones. The load of the machine doesn't decide that: the quickest of 32 packets counts, and they are slow only
 * where the quickest of 32 PINGs between them is not.
 */
function paceOf(wire: Wire, other: Wire): { send(block: Buffer, MiBBefore: number): Promise<void> } {
  const size = 32 * 1024;
  let first: number | undefined;
  let slowInARow = 0;
  return {
    async send(block, MiBBefore) {
      let [packet, ping] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let from = 0; from < block.length; from += size) {
        wire.bytes(block.subarray(from, from + size));
        packet = Math.min(packet, await roundTrip(other));
        ping = Math.min(ping, await roundTrip(other));
      }
      first ??= packet;
      slowInARow = packet > 4 * first && packet > 3 * ping ? slowInARow + 1 : 0;
      if (slowInARow < 3) return;
      throw new Failure('wrong reply', 'the time a packet takes grows with what came before it', {
        expected: `a packet of 32 KiB takes about ${first.toFixed(1)} ms, as the first ones did`,
        received: `it takes ${packet.toFixed(1)} ms after ${MiBBefore} MiB`,
      });
    },
  };
}

async function roundTrip(wire: Wire): Promise<number> {
  const sent = performance.now();
  await wire.command('PING').replies(pong);
  return performance.now() - sent;
}
