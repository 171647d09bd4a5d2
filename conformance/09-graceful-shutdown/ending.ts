// How a server is told to end, and how it does.
import { error, eventually, Failure, isClosed, type Server, type Wire } from '../../harness/suite.ts';

/** How a server that cannot save refuses to end. */
export const failed = error('ERR Errors trying to SHUTDOWN. Check logs.');

/** What tells a server to end. */
export type Way = 'SIGTERM' | 'SIGINT' | 'SHUTDOWN';

/** All of them. */
export const ways: readonly Way[] = ['SIGTERM', 'SIGINT', 'SHUTDOWN'];

/** Flags of a server with a save point: it is so far away that only the end of the server makes it save. */
export const savePoint = { save: '3600 1000000' };

/** Tells a server to end: with a signal, or with SHUTDOWN on this connection. */
export function tellToEnd(server: Server, way: Way, wire: Wire): void {
  if (way === 'SHUTDOWN') wire.command('SHUTDOWN');
  else server.signal(way);
}

/** The server ends within so many ms, with status 0. It may be idle meanwhile. */
export async function ends(server: Server, within = 5_000): Promise<void> {
  const { code, signal } = await server.exited({ within, idle: true });
  if (code === 0) return;
  const received = signal === undefined ? `status ${code}` : `killed by ${signal}`;
  throw new Failure('wrong reply', '', { expected: 'the process ends with status 0', received });
}

/** Soon new clients are refused: nobody listens on the port any more. */
export async function refuses(connect: () => Promise<Wire>): Promise<void> {
  const attempt = async () => {
    const wire = await connect().catch((error: unknown) => {
      if (isClosed(error)) return undefined;
      throw error;
    });
    wire?.close();
    const expected = 'a new connection is refused';
    if (wire !== undefined) throw new Failure('wrong reply', '', { expected, received: 'it is accepted' });
  };
  await eventually(attempt, { within: 5_000 });
}

/** Waits until a new client is let in, and gives its connection. */
export function letIn(connect: () => Promise<Wire>): Promise<Wire> {
  return eventually(connect, { within: 5_000, connects: true });
}

/** Soon a new client is served: it reads this value. */
export async function serves(connect: () => Promise<Wire>, key: string, value: string): Promise<void> {
  await eventually(async () => (await connect()).command('GET', key).replies(value), {
    within: 5_000,
    connects: true,
  });
}

/** Reads so many bytes as a slow client does: a little, a pause, a little. */
export async function readSlowly(wire: Wire, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let left = count; left > 0; ) {
    const piece = await wire.resume().read(Math.min(left, 256 * 1024));
    wire.pause();
    pieces.push(piece);
    left -= piece.length;
  }
  wire.resume();
  return Buffer.concat(pieces);
}
