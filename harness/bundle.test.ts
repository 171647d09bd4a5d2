// The harness as a few files: made anew when one of its own changes, on a copy of the project.
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'kata-bundle-'));
  for (const name of ['harness', 'conformance/01-tcp-echo', 'package.json', 'package-lock.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
});
afterEach(() => rmSync(copy, { recursive: true }));

const stage = (...args: string[]) =>
  execa('node', [join(copy, 'harness/cli/launch.mjs'), 'stage', '01', ...args], { reject: false });
const list = () => stage('--list');
const bundles = () => readdirSync(join(copy, 'node_modules/.cache/kata'));

test('is made once, and again after a change, also of what the tests import', async () => {
  const before = await list();
  expect(before.stdout).toMatch(/^01\.1 +core/);
  expect((await list()).stdout).toBe(before.stdout);
  expect(bundles()).toHaveLength(1);
  appendFileSync(join(copy, 'harness/cli/options.ts'), "process.stdout.write('options\\n');\n");
  appendFileSync(join(copy, 'harness/suite.ts'), "process.stdout.write('suite\\n');\n");
  const { stdout } = await list();
  expect(stdout).toMatch(/^options\n/);
  expect(stdout).toMatch(/^suite\n/m);
  expect(bundles()).toHaveLength(2);
});

test('leaves stack traces as they were', async () => {
  const place = 'harness/suite/barrier.ts';
  const text = readFileSync(join(copy, place), 'utf8');
  writeFileSync(
    join(copy, place),
    text.replace(/^export function.*/m, '$&\n  if (echoes) throw new Error();'),
  );
  const line = text.slice(0, text.indexOf('export function')).split('\n').length + 1;
  const echo = join(root, 'solution/01-tcp-echo/server.ts');
  const { exitCode, stdout } = await stage('--cmd', `node --import tsx ${echo}`, '--only', '01.2');
  expect(stdout).toContain(`at createBarrier (${join(copy, place)}:${line}:21)`);
  expect(exitCode).toBe(3);
});

test('of a harness with a mistake tells where that is, without a stack trace', async () => {
  appendFileSync(join(copy, 'harness/errors.ts'), 'const = 1;\n');
  const { exitCode, stderr } = await list();
  expect(stderr).toMatch(/^the harness can't be built: .*\n.*harness\/errors\.ts:\d+:6: ERROR: /);
  expect(stderr.split('\n')).toHaveLength(2);
  expect(exitCode).toBe(2);
});
