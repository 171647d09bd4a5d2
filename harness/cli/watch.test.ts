// --watch runs again on save, and leaves nothing behind on Ctrl-C.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { marker, processesWith } from '../fixtures/processes.ts';
import { eventually } from '../suite/eventually.ts';

// To start takes long on a loaded machine.
const slow = { within: 120_000 };

test('a save runs the stage again; Ctrl-C ends all of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kata-watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const mark = marker();
  cpSync(join(import.meta.dirname, '../fixtures/server.mjs'), join(folder, 'server.mjs'));
  const manifest = (how: string) =>
    writeFileSync(join(folder, 'kata.json'), JSON.stringify({ command: ['node', 'server.mjs', mark, how] }));
  manifest('exits');

  const launch = join(import.meta.dirname, 'launch.mjs');
  const watching = spawn(process.execPath, [
    launch,
    'stage',
    '01',
    '--target',
    folder,
    '--only',
    '01.1',
    '--watch',
  ]);
  let output = '';
  watching.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await eventually(async () => expect(output).toMatch(/did not start[\s\S]*Watching .*save a file/), slow);
  manifest('echoes');
  await eventually(async () => expect(output).toMatch(/1 of 1 passed[\s\S]*Watching/), slow);

  const ended = new Promise((resolve) => watching.once('exit', resolve));
  watching.kill('SIGINT');
  expect(await ended).toBe(130);
  await eventually(async () => expect(processesWith(mark)).toEqual([]), slow);
});
