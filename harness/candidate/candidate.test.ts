// The life of a candidate, and that nothing of it stays behind.
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { marker, processesWith } from '../fixtures/processes.ts';
import { eventually } from '../suite/eventually.ts';
import { type Candidate, type StartOptions, startCandidate } from './candidate.ts';
import { reservePort } from './port.ts';
import { openRun, type Run } from './run.ts';

const fixture = join(import.meta.dirname, '../fixtures/server.mjs');

let run: Run;
let mark: string;
beforeEach(() => {
  run = openRun();
  mark = marker();
});
afterEach(async () => {
  await run.close();
  expect(processesWith(mark)).toEqual([]);
  expect(existsSync(run.dir)).toBe(false);
});

function start(command: readonly string[], options: Partial<StartOptions> = {}): Promise<Candidate> {
  const launch = { command, cwd: tmpdir(), env: {} };
  return startCandidate({ launch, runDir: run.dir, speaksResp: false, ...options });
}

const node = (...how: string[]) => [process.execPath, fixture, mark, ...how];

describe('a candidate', () => {
  test('is ready when its port accepts a connection, and gone after crash()', async () => {
    const candidate = await start(node());
    expect(await echoed(candidate.port)).toBe('hello');
    expect(await candidate.crash()).toEqual({ code: undefined, signal: 'SIGKILL' });
    expect(processesWith(mark)).toEqual([]);
  });

  test('is ended by terminate(), with its status', async () => {
    const candidate = await start(node());
    expect(await candidate.terminate()).toEqual({ code: undefined, signal: 'SIGTERM' });
  });

  test('that ignores SIGTERM is ended by crash()', async () => {
    const candidate = await start(node('ignores-sigterm'));
    void candidate.terminate();
    await candidate.crash();
    expect(processesWith(mark)).toEqual([]);
  });

  test('starts again with the same flags, on a new port or on the same', async () => {
    const first = await start(node(), { flags: { dir: '/tmp/x' } });
    await first.crash();
    const second = await first.restart();
    expect(second.port).not.toBe(first.port);
    expect(second.flags['dir']).toBe('/tmp/x');
    await second.crash();
    const third = await second.restart({ samePort: true, flags: { save: '' } });
    expect(third.port).toBe(second.port);
    expect(third.flags).toMatchObject({ dir: '/tmp/x', save: '' });
  });

  test('keeps its port to itself, also when it has ended, until it is started again on another', async () => {
    const first = await start(node());
    await first.crash();
    expect(await isLocked(first.port)).toBe(true);
    const second = await first.restart({ samePort: true });
    await second.crash();
    expect(await isLocked(first.port)).toBe(true);
    const third = await second.restart();
    expect(third.port).not.toBe(first.port);
    expect(await isLocked(first.port)).toBe(false);
  });

  test('that answers -LOADING is not ready yet', async () => {
    const candidate = await start(node('loads'), { speaksResp: true });
    expect(await echoed(candidate.port)).toBe('+PONG\r\n');
  });

  test('that says nothing to PING is ready all the same', async () => {
    await start(node('silent'), { speaksResp: true });
  });
});

describe('a candidate that does not start', () => {
  test('is told with its exit status and its last lines', async () => {
    await expect(start(node('exits'))).rejects.toMatchObject({
      message: expect.stringContaining('exited with status 3 before it listened'),
      lastLines: ['cannot start: the moon is full'],
    });
  });

  test('because there is no such command is told so', async () => {
    await expect(start(['no-such-command', mark])).rejects.toThrow(
      /no such program[\s\S]*no-such-command: ENOENT/,
    );
  });

  test('in a folder that is not there is told so', async () => {
    const launch = { command: node(), cwd: '/no/such/folder', env: {} };
    await expect(start([], { launch })).rejects.toThrow('/no/such/folder');
  });

  test.for([
    ['ends at once', node('exits')],
    ['can not be executed', ['no-such-command']],
  ] as const)('gives its port back when it %s', async ([, command]) => {
    let released = 0;
    const reserve = async () => ({ number: (await reservePort()).number, release: () => released++ });
    await expect(start(command, { reserve })).rejects.toThrow();
    expect(released).toBe(1);
  });

  test('because its port was taken in between is started on another', async () => {
    // A stranger that accepts and says nothing could be taken for the candidate.
    const stranger = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    const address = stranger.address();
    const taken = { number: typeof address === 'object' ? (address?.port ?? 0) : 0, release() {} };
    const ports = [taken];
    const reserve = async () => ports.pop() ?? reservePort();
    const candidate = await start(node(), { reserve, speaksResp: true });
    expect(candidate.port).not.toBe(taken.number);
    expect(await echoed(candidate.port)).toBe('hello');
    stranger.close();
  });
});

/** Whether another run would leave a port alone. */
async function isLocked(port: number): Promise<boolean> {
  const twin = createServer();
  try {
    twin.listen(port + 10_000, '127.0.0.1');
    await once(twin, 'listening');
    return false;
  } catch {
    return true;
  } finally {
    twin.close();
  }
}

describe('nothing stays behind', () => {
  const trees: [string, () => string[]][] = [
    [
      'a shell that runs the server',
      () => ['sh', '-c', `"${process.execPath}" "${fixture}" ${mark} "$@"; true`, 'sh'],
    ],
    ['a server that forked', () => node('forks')],
    ['a forked server that ignores SIGTERM', () => node('forks', 'ignores-sigterm')],
  ];
  test.for(trees)('of %s, after crash()', async ([, command]) => {
    const candidate = await start(command());
    expect(processesWith(mark).length).toBeGreaterThan(1);
    await candidate.crash();
    await eventually(async () => expect(processesWith(mark)).toEqual([]));
  });

  test.for(trees)('of %s, after the end of the run', async ([, command]) => {
    await start(command());
    await run.close();
    expect(processesWith(mark)).toEqual([]);
  });

  test('of npm start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kata-npm-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = `node ${fixture} ${mark}`;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: script } }));
    const launch = { command: ['npm', 'start', '--'], cwd: folder, env: {} };
    const candidate = await start([], { launch });
    expect(await echoed(candidate.port)).toBe('hello');
    await candidate.crash();
    await eventually(async () => expect(processesWith(mark)).toEqual([]));
  });

  test.runIf(process.platform === 'linux')(
    'of a server that left its process group, after the run',
    async () => {
      await start(node('daemonizes'));
      expect(processesWith(mark)).toHaveLength(2);
      await run.close();
      expect(processesWith(mark)).toEqual([]);
    },
  );
});

test('output is kept to its last 64 KiB, and what was cut is said', async () => {
  const candidate = await start(node('prints'));
  await eventually(async () => expect(candidate.stderr.text()).toContain('the last line'));
  expect(Buffer.byteLength(candidate.stderr.text())).toBeLessThanOrEqual(64 * 1024);
  expect(candidate.stderr.lastLines(1)).toEqual([
    expect.stringMatching(/^\(\d+ bytes before these were cut\)$/),
    'the last line',
  ]);
});

test('the environment holds nothing of the harness’s own', async () => {
  process.env['SECRET_TOKEN'] = 'hunter2';
  const print =
    'console.error(JSON.stringify(process.env)); require("net").createServer().listen(process.argv.at(-1))';
  const launch = { command: ['node', '-e', print, mark], cwd: tmpdir(), env: { COLOUR: 'blue' } };
  const candidate = await start([], { launch });
  delete process.env['SECRET_TOKEN'];
  const environment: Record<string, string> = JSON.parse(candidate.stderr.text());
  expect(Object.keys(environment).sort()).toEqual(['COLOUR', 'HOME', 'KATA_RUN', 'LANG', 'PATH', 'TMPDIR']);
  expect(environment['HOME']).toContain(run.dir);
});

/** What a candidate echoes of "hello", or says at once. */
function echoed(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('hello'));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
