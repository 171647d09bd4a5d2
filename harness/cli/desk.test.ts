// reset and catch-up, on a copy of the project: what a learner wrote is never lost.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const stub = 'starter/02-resp-parser/parser.ts';
const reference = readFileSync(join(root, 'solution/02-resp-parser/parser.ts'), 'utf8');

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'kata-desk-'));
  for (const name of ['harness', 'starter', 'solution', 'package.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterEach(() => rmSync(copy, { recursive: true }));

const run = (...args: string[]) =>
  execa('node', [join(copy, 'harness/cli/launch.mjs'), ...args], { reject: false });
const read = (path: string) => readFileSync(join(copy, path), 'utf8');
const backups = () => readdirSync(join(copy, '.kata/backup'));

test('reset restores a stub and keeps what was there', async () => {
  const shipped = read(stub);
  writeFileSync(join(copy, stub), '// a day of work\n');
  const { exitCode, stdout } = await run('reset', '02');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /overwrite +starter\/02-resp-parser\/parser.ts \(1 lines\)[\s\S]*Your files are kept in \.kata\/backup/,
  );
  expect(read(stub)).toBe(shipped);
  expect(read(`.kata/backup/${backups()[0]}/${stub}`)).toBe('// a day of work\n');
});

test('reset leaves other stages alone, and says when there is nothing to do', async () => {
  writeFileSync(join(copy, 'starter/03-get-set/server.ts'), '// mine\n');
  const { stdout } = await run('reset', '02');
  expect(stdout).toContain('Nothing to do');
  expect(read('starter/03-get-set/server.ts')).toBe('// mine\n');
});

test('catch-up fills the stages before, keeps what was there, and leaves the stage itself alone', async () => {
  writeFileSync(join(copy, stub), '// a day of work\n');
  const third = read('starter/03-get-set/server.ts');
  const { exitCode } = await run('catch-up', '03');
  expect(exitCode).toBe(0);
  expect(read(stub)).toBe(reference);
  expect(read('starter/03-get-set/server.ts')).toBe(third);
  expect(read(`.kata/backup/${backups()[0]}/${stub}`)).toBe('// a day of work\n');
});

test('two backups never overwrite one another', async () => {
  for (const work of ['// one\n', '// two\n']) {
    writeFileSync(join(copy, stub), work);
    await run('reset', '02');
  }
  expect(
    backups()
      .map((name) => read(`.kata/backup/${name}/${stub}`))
      .sort(),
  ).toEqual(['// one\n', '// two\n']);
});

test('--dry-run shows and writes nothing', async () => {
  writeFileSync(join(copy, stub), '// mine\n');
  const { stdout } = await run('catch-up', '03', '--dry-run');
  expect(stdout).toMatch(/overwrite[\s\S]*Nothing was written/);
  expect(read(stub)).toBe('// mine\n');
});

test.for([
  ['reset', '99'],
  ['catch-up', 'x'],
])('%s of an unknown stage is told, with the stages there are', async ([command = '', stage = '']) => {
  const { exitCode, stderr } = await run(command, stage);
  expect(stderr).toMatch(/no stage .*: expected one of 01, 02/);
  expect(exitCode).toBe(2);
});
