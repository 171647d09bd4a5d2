// The stage command as a user meets it: usage errors, exit statuses, interruptions.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { marker, processesWith } from '../fixtures/processes.ts';
import { reportSchema } from '../reporters/json.ts';
import { eventually } from '../suite/eventually.ts';

const launch = join(import.meta.dirname, 'launch.mjs');
const fixture = join(import.meta.dirname, '../fixtures/server.mjs');

let folder: string;
let mark: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-cli-'));
  mark = marker();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await eventually(async () => expect(processesWith(mark)).toEqual([]));
});

const stage = (...args: string[]) =>
  execa('node', [launch, 'stage', ...args], { reject: false, cwd: folder });
const server = (...how: string[]) => `node ${fixture} ${mark} ${how.join(' ')}`;

describe('wrong usage is one clear message and exit status 2', () => {
  const cases: [string, string[], RegExp][] = [
    ['an unknown stage', ['42', '--target', 'solution'], /no stage "42": expected one of 01, 02/],
    ['no stage', [], /missing required argument 'stage'/],
    [
      'an unknown target',
      ['02', '--target', 'nowhere'],
      /no target "nowhere": expected starter, solution, redis/,
    ],
    ['no workers', ['02', '--target', 'solution', '--workers', '0'], /Expected 1 or more/],
    ['no target', ['02'], /nothing to judge: expected --target/],
    ['two targets', ['02', '--target', 'solution', '--cmd', 'x'], /exclude each other/],
    ['an unknown flag', ['02', '--tagret', 'solution'], /unknown option '--tagret'[\s\S]*--target/],
    ['an empty command', ['02', '--cmd', ''], /--cmd is empty/],
    ['a seed that is no number', ['02', '--target', 'solution', '--seed', 'x'], /Expected a whole number/],
    [
      'an unknown tier',
      ['02', '--target', 'solution', '--tier', 'all,core'],
      /Expected core, interop, exercise or all/,
    ],
    [
      'a test of another stage',
      ['02', '--target', 'solution', '--only', '03.1'],
      /no test "03.1" in stage 02/,
    ],
    ['a test that is not there', ['02', '--target', 'solution', '--only', '02.999'], /no test selected/],
    ['an unknown report', ['02', '--target', 'solution', '--report', 'xml=f'], /expected json=FILE/],
    [
      'a report that cannot be written',
      ['01', '--target', 'solution', '--report', 'json=/no/such/f'],
      /can't be written/,
    ],
    ['a stage that does not apply', ['01', '--target', 'redis'], /no redis-server|not applicable/],
  ];
  test.for(cases)('%s', async ([, args, message]) => {
    const { exitCode, stderr } = await stage(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(2);
  });

  test('a folder without a server', async () => {
    const { exitCode, stderr } = await stage('02', '--target', folder);
    expect(stderr).toMatch(/holds no server: expected a kata.json/);
    expect(exitCode).toBe(2);
  });

  const manifests: [string, string, RegExp][] = [
    ['is not JSON', '{', /kata.json is not JSON/],
    ['has a command that is no list', '{"command":"node x"}', /command: .*expected array/i],
    ['has an unknown key', '{"comand":["x"]}', /comand/],
    ['has an unknown stage', '{"stages":{"1":null}}', /stages[\s\S]*"01"/],
    ['has a NUL in a word', '{"command":["a\\u0000b"]}', /command\.0: no NUL bytes/],
    ['has an env that is no text', '{"command":["x"],"env":{"A":1}}', /env\.A: .*expected string/i],
    [
      'has a build that fails',
      '{"command":["x"],"build":["node","-e","console.error(`no luck`);process.exit(1)"]}',
      /build of .* failed[\s\S]*no luck/,
    ],
    [
      'has a build that fails after megabytes on standard output',
      `{"command":["x"],"build":["sh","-c","yes | head -c 3000000; echo bad luck; exit 3"]}`,
      /exited with status 3[\s\S]*bad luck/,
    ],
    [
      'has a build that is not there',
      '{"command":["x"],"build":["no-such-tool"]}',
      /no such program[\s\S]*no-such-tool: ENOENT/,
    ],
  ];
  test.for(manifests)('a kata.json that %s', async ([, text, message]) => {
    writeFileSync(join(folder, 'kata.json'), text);
    const { exitCode, stderr } = await stage('02', '--target', folder);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  test('no redis-server on PATH', async () => {
    const { exitCode, stderr } = await execa(process.execPath, [launch, 'stage', '02', '--target', 'redis'], {
      reject: false,
      env: { PATH: folder },
      extendEnv: false,
    });
    expect(stderr).toMatch(/no redis-server on PATH: install it/);
    expect(exitCode).toBe(2);
  });
});

describe('a candidate', () => {
  test('that does not start is told once; the other tests are skipped', async () => {
    const { exitCode, stdout } = await stage('01', '--cmd', server('exits'), '--report', 'json=r.json');
    const { tests } = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    const ended = tests.map(({ verdict }) => verdict);
    expect(ended.filter((verdict) => verdict === 'did not start')).toHaveLength(1);
    expect(ended.filter((verdict) => verdict === 'skipped').length).toBe(tests.length - 1);
    expect(stdout).toMatch(/the server did not start[\s\S]*the moon is full[\s\S]*exited with status 3/);
    expect(exitCode).toBe(1);
  });

  const verdicts: [string, string, RegExp][] = [
    ['closes', 'connection closed', /the connection was closed by the server/],
    ['crashes', 'crashed', /exit +the server exited with status 7/],
    ['silent', 'timed out', /received +nothing/],
  ];
  test.for(verdicts)('that %s is told as "%s"', async ([how, verdict, told]) => {
    const { exitCode, stdout } = await stage('01', '--cmd', server(how), '--only', '01.1');
    expect(stdout).toMatch(new RegExp(`verdict +${verdict}`));
    expect(stdout).toMatch(told);
    expect(exitCode).toBe(1);
  });
});

test('the same seed sends the same bytes, another seed others', async () => {
  const sent = async (seed: string) => {
    const { stdout } = await stage('03', '--cmd', server(), '--only', '03.1', '--seed', seed);
    return /sent +(.*) →/.exec(stdout)?.[1];
  };
  expect(await sent('4711')).toBe(await sent('4711'));
  expect(await sent('4711')).not.toBe(await sent('4712'));
});

test('--list shows ids and tiers and runs nothing', async () => {
  const { exitCode, stdout } = await stage('03', '--list');
  expect(stdout).toMatch(/^03\.1 +core +\S/);
  expect(exitCode).toBe(0);
});

describe('nothing stays behind', () => {
  // A server that never answers and never rests keeps the harness waiting until it is interrupted.
  const interruptions: [NodeJS.Signals, number | null][] = [
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGKILL', null],
  ];
  test.for(interruptions)('after %s to the harness', async ([signal, status]) => {
    const harness = spawn(
      process.execPath,
      [launch, 'stage', '01', '--cmd', server('spins', 'ignores-sigterm')],
      {
        stdio: 'ignore',
      },
    );
    await eventually(async () => expect(processesWith(mark).length).toBeGreaterThan(1));
    const ended = new Promise((resolve) => harness.once('exit', resolve));
    harness.kill(signal);
    expect(await ended).toBe(status);
    await eventually(async () => expect(processesWith(mark)).toEqual([]));
  });
});
