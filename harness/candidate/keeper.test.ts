// The keeper of a run: what it survives, and that its end is told.
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { marker, processesWith } from '../fixtures/processes.ts';
import { startCandidate } from './candidate.ts';
import { openRun } from './run.ts';

/** A run that ends with the test, and a way to start servers in it. */
function openOne() {
  const run = openRun();
  onTestFinished(() => run.close());
  const command = [process.execPath, join(import.meta.dirname, '../fixtures/server.mjs'), marker()];
  const launch = { command, cwd: tmpdir(), env: {} };
  return { dir: run.dir, start: () => startCandidate({ launch, runDir: run.dir, speaksResp: false }) };
}

test('who says what it does not understand is cut off, and nobody else is', async () => {
  const { dir, start } = openOne();
  const candidate = await start();
  for (const said of ['GET / HTTP/1.1\r\n', 'null\n', 'x'.repeat(9 * 1024 * 1024)]) {
    const stranger = connect(join(dir, 'keeper'));
    stranger.on('error', () => {}).write(said); // it may be cut off before all is said
    await new Promise((resolve) => stranger.once('close', resolve));
  }
  expect(candidate.exit).toBe(undefined);
  expect((await start()).exit).toBe(undefined);
});

test('it is missed at once when it was ended', async () => {
  const { dir, start } = openOne();
  const candidate = await start();
  for (const pid of processesWith(`keeper.mjs ${dir}`)) process.kill(pid, 'SIGKILL');
  expect(await candidate.exited).toEqual({ code: undefined, signal: 'SIGKILL' });
  await expect(start()).rejects.toThrow('has ended before the run');
  await candidate.crash();
  rmSync(dir, { recursive: true });
});

test.runIf(process.platform === 'linux')('it is given no path that is too long for a socket', () => {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = `/tmp/${'x'.repeat(80)}`;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  expect(() => openRun()).toThrow(/85 bytes: expected 80 at most; set TMPDIR/);
});
