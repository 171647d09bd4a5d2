// A client that asks for saves in between, so that some of them are under way when the server is killed.
import type { Random } from '../random.ts';
import { Failure } from '../verdict/failure.ts';
import { ErrorReply } from '../wire/reply.ts';
import type { Wire } from '../wire/wire.ts';
import type { Mode } from './modes.ts';

export interface Disturber {
  /** When the last save that is known to have worked was asked for, on the harness's clock; 0 when none was. */
  readonly savedAt: number;
  readonly ended: Promise<void>;
  /** Waits until it has asked for so many saves and they have worked: where a machine is slow, that takes a while. */
  saves(count: number): Promise<void>;
}

/** Asks for saves, now and then, until the connection closes. */
export function startDisturber(wire: Wire, random: Random, mode: Mode): Disturber {
  let savedAt = 0;
  let done = 0;
  let tell = () => {};

  const pause = async () => {
    for (let left = random.integer(0, 5); left > 0; left--) await wire.command('PING').reply();
  };
  const rewrite = async () => {
    await wire.command('BGREWRITEAOF').reply();
  };
  const save = async () => {
    const askedAt = performance.now();
    const inBackground = random.integer(0, 3) > 0;
    const reply = await wire.command(inBackground ? 'BGSAVE' : 'SAVE').reply();
    if (reply instanceof ErrorReply) {
      throw new Failure('wrong reply', 'a save was refused', { expected: 'a save', received: reply.message });
    }
    while (inBackground && !(await says('rdb_bgsave_in_progress:0'))) await pause();
    if (inBackground && !(await says('rdb_last_bgsave_status:ok'))) {
      throw new Failure('wrong reply', 'a BGSAVE failed', { expected: 'rdb_last_bgsave_status:ok' });
    }
    savedAt = askedAt;
  };
  const says = async (line: string) => {
    const reply = await wire.command('INFO', 'persistence').reply();
    return Buffer.isBuffer(reply) && reply.includes(line);
  };
  const disturb = async () => {
    try {
      for (;;) {
        await pause();
        await (mode.disturbance === 'BGSAVE' ? save() : rewrite());
        done++;
        tell();
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.verdict !== 'connection closed') throw error;
    }
  };
  return {
    get savedAt() {
      return savedAt;
    },
    ended: disturb(),
    saves: (count) =>
      new Promise((resolve) => {
        tell = () => done >= count && resolve();
        tell();
      }),
  };
}
