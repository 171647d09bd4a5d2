// The bench as a user meets it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marker, processesWith } from '../harness/fixtures/processes.ts';
import { eventually } from '../harness/suite/eventually.ts';
import { resultsSchema } from './results.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-bench-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const launch = join(import.meta.dirname, '../harness/cli/launch.mjs');
const bench = (...args: string[]) =>
  execa('node', [launch, '../../bench/bench', ...args], { reject: false, cwd: folder });

test.for([
  ['an unknown part', ['speed'], /'speed' is invalid.*throughput, aof, latency/],
  ['an unknown flag', ['--fast'], /unknown option '--fast'/],
  ['no number of rounds', ['--rounds', '0'], /whole number from 1 to 99/],
  ['an unknown target', ['--target', 'nowhere'], /no target "nowhere"/],
] as const)('%s is one line and exit status 2', async ([, args, line]) => {
  const { exitCode, stderr, stdout } = await bench(...args);
  expect({ exitCode, stdout, lines: stderr.split('\n').length }).toEqual({
    exitCode: 2,
    stdout: '',
    lines: 1,
  });
  expect(stderr).toMatch(line);
});

test('a part alone is measured, told, and written; a server that fails does not end it; nothing is left', async () => {
  const mark = marker();
  const server = join(import.meta.dirname, '../harness/fixtures/server.mjs');
  const { exitCode, stdout, stderr } = await bench(
    ...['memory', '--quick', '--out', join(folder, 'out'), '--cmd', `node ${server} ${mark} closes`],
  );
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('Resident memory');
  const results = resultsSchema.parse(JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8')));
  expect(results.complete).toBe(true);
  expect(results.failures).toMatchObject([{ what: 'memory' }]);
  expect(new Set(results.rows.map(({ part }) => part))).toEqual(new Set(['memory']));
  await eventually(async () => expect(processesWith(mark)).toEqual([]));
});

test('Ctrl-C tells what was measured so far, and nothing is left', async () => {
  const run = bench('throughput', '--quick', '--rounds', '9', '--out', join(folder, 'interrupted'));
  run.stderr.once('data', () => run.kill('SIGINT'));
  const { exitCode, stdout } = await run;
  expect(exitCode).toBe(130);
  expect(stdout).toContain('Interrupted.');
  expect(existsSync(join(folder, 'interrupted/results.json'))).toBe(true);
});
