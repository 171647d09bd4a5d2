// What the tests of saves in the background have in common.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { error, eventually, expect, ok, type Server, simple, type Wire } from '../../harness/suite.ts';

/** The reply to a BGSAVE that is let. */
export const started = simple('Background saving started');

/** The reply to a save while another one goes on. */
export const inProgress = error('ERR Background save already in progress');

/** What INFO persistence says, by name. */
export async function persistence(wire: Wire): Promise<ReadonlyMap<string, string>> {
  const reply = await wire.command('INFO', 'persistence').reply();
  const lines = Buffer.isBuffer(reply) ? reply.toString('latin1').split('\r\n') : [];
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.split(':')[1] ?? '']));
}

/** Waits for the end of a save in the background. */
export async function saved(wire: Wire): Promise<void> {
  await eventually(async () => {
    const info = await persistence(wire);
    expect(info.get('rdb_bgsave_in_progress'), 'rdb_bgsave_in_progress').toBe('0');
  });
}

/** Sets `count` keys, `<prefix>0` and so on, to the same value. */
export async function fill(wire: Wire, prefix: string, count: number, value = 'x'.repeat(20)): Promise<void> {
  const batches = Array.from({ length: Math.ceil(count / 500) }, (_, batch) => [
    'MSET',
    ...Array.from({ length: Math.min(500, count - 500 * batch) }, (_, i) => [
      `${prefix}${500 * batch + i}`,
      value,
    ]).flat(),
  ]);
  await wire.pipeline(batches).replies(...batches.map(() => ok));
}

/** Puts a folder where the snapshot is to be, so that no save can work. */
export async function blockSnapshots(server: Server): Promise<void> {
  await unblockSnapshots(server);
  await mkdir(join(server.dir, 'dump.rdb', 'in the way'), { recursive: true });
}

/** Takes it away. */
export async function unblockSnapshots(server: Server): Promise<void> {
  await rm(join(server.dir, 'dump.rdb'), { recursive: true, force: true });
}
