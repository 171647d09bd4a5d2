// Each command of the docs runs as it is written, and ends as the docs say.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRequirements } from '../harness/judge.ts';
import { hasTests } from '../harness/selection.ts';
import { stages } from '../harness/stages.ts';
import { eventually } from '../harness/suite/eventually.ts';
import { findProgram } from '../harness/targets/path.ts';
import { tiers } from '../harness/tiers.ts';
import { commandsOf } from './files.ts';
import { root } from './judging.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const judged = stages.filter(hasTests);
const docs = ['README.md', 'CONTRIBUTING.md', ...judged.map(({ slug }) => `starter/${slug}/README.md`)];
const commands = [...new Set(docs.flatMap((doc) => commandsOf(read(doc))))];

/** Run in targets.test.ts, where what they say is looked at, too; and a test that runs itself never ends. */
const elsewhere = new RegExp(
  [
    '^make( test)?$|^npm run format$|^npx vitest ',
    '^npm run stage (\\d\\d -- --target starter( --tier exercise)?|all -- --target examples/python)$',
  ].join('|'),
);
const isServer = /^make (?!10-)\d\d-|^node .*\.ts/;
const needsRedis = /redis-(server|cli|benchmark|check)|--target redis/;

let copy: string;
beforeAll(() => {
  // Commands change files: they get a copy of the project, packages and times included (make installs what is out of date).
  copy = mkdtempSync(join(tmpdir(), 'kata-readme-'));
  for (const name of readdirSync(root).filter((entry) => !['.git', '.kata'].includes(entry))) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
  }
});
afterAll(() => rmSync(copy, { recursive: true }));

describe('a command of the docs', () => {
  test.for(commands.filter((command) => !elsewhere.test(command) && !isServer.test(command)))(
    '%s',
    async (command) => {
      if (needsRedis.test(command) && findProgram('redis-server') === undefined) return;
      const watching = command.includes('--watch');
      const run = execa('sh', ['-c', command], {
        cwd: copy,
        reject: false,
        all: true,
        detached: true,
        ...(watching ? { timeout: 20_000 } : {}),
      });
      if (watching) {
        let output = '';
        run.all.on('data', (chunk) => {
          output += chunk;
        });
        await eventually(async () => expect(output).toContain('Watching'), { within: 60_000 });
        process.kill(-(run.pid ?? 0), 'SIGINT');
      }
      const { exitCode, all } = await run;
      // The starter fails, as it must; everything else succeeds.
      const expected = watching ? [130] : command.includes('--target starter') ? [0, 1] : [0];
      expect(expected, all).toContain(exitCode ?? 130);
      expect(all).not.toMatch(/harness fault|no test selected/);
    },
  );
});

describe('a server of the docs', () => {
  test.for(commands.filter((command) => isServer.test(command)))('%s', async (command) => {
    const server = spawn('sh', ['-c', command], { cwd: copy, detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await eventually(() => accepts(6380));
    process.kill(-(server.pid ?? 0), 'SIGTERM');
    await ended;
  });
});

test('the tests that guides and exercises name are there', async () => {
  const texts = judged.flatMap(({ slug }) =>
    ['GUIDE.md', 'EXERCISES.md'].map((name) => read(`starter/${slug}/${name}`)),
  );
  const named = texts
    .flatMap(commandsOf)
    .flatMap((command) => /--only ([\d.,]+)/.exec(command)?.[1]?.split(',') ?? []);
  const ids = (await listRequirements({ stages: judged, tiers, only: [] })).map(({ id }) => id);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

function accepts(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
