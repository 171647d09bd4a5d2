import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCandidate } from '../candidate/candidate.ts';
import { openRun } from '../candidate/run.ts';
import { createTraceReader } from '../candidate/traces.ts';
import { requireStage } from '../cli/options.ts';
import { compile } from './compiled.ts';
import { findEntry, tsxEntry } from './entry.ts';
import type { Launch } from './launch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How the files' `01-x/server.ts` is started once it is compiled, if it can be. */
function launchOf(files: Record<string, string>): Promise<Launch> {
  mkdirSync(join(folder, '01-x'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const command = findEntry(folder, requireStage('01'), 'server') ?? [];
  return compile({ command, cwd: folder, env: {} }, join(folder, 'compiled'));
}

/** What the files' server prints. */
async function run(files: Record<string, string>, ...flags: string[]) {
  const launch = await launchOf(files);
  const { command, compiled } = launch;
  expect(tsxEntry(launch)).toBe(undefined);
  const [node = '', ...args] = [...command, ...flags];
  const { stdout, stderr } = await execa(node, args, { reject: false });
  return { compiled, stdout, trace: stderr.split('\n').map(createTraceReader(compiled)).join('\n') };
}

const types = 'interface A {\n  x: number;\n}\nconst a: A = { x: 1 };\n';
const asModule = { 'package.json': '{ "type": "module" }' };
const solution = join(import.meta.dirname, '../../solution');
const needsTsx =
  tsxEntry({ command: findEntry(solution, requireStage('01'), 'server') ?? [], cwd: solution }) !== undefined;

describe.runIf(needsTsx)('TypeScript on a Node that does not run it', () => {
  const throws = `export function other(x: number): void {\n${types}\n  throw new Error(\`\${x + a.x}\`);\n}\n`;
  test.for([
    ['a script', 'cjs', ''],
    ['a module, where it awaits at its top', 'mjs', 'await 0;'],
  ] as const)(
    'runs as one file, %s, and a stack trace names the lines that were written',
    async ([, extension, first]) => {
      const { trace, compiled } = await run({
        ...asModule,
        '01-x/server.ts': `${first}import { other } from './other.ts';\n${types}other(a.x);\n`,
        '01-x/other.ts': throws,
      });
      expect(compiled).toMatch(new RegExp(`${extension}$`));
      expect(trace).toMatch(/^\S+other\.ts:7\n[\s\S]*Error: 2\n.*other\.ts:7:9\)\n.*server\.ts:6:1\)?\n/);
    },
  );

  test('what is shown of a candidate names the lines that were written', async () => {
    const launch = await launchOf({ ...asModule, '01-x/server.ts': `${types}throw new Error('late');\n` });
    const { dir, close } = openRun();
    const starting = startCandidate({ launch, runDir: dir, speaksResp: false });
    const place = expect.stringContaining(`${join(folder, '01-x/server.ts')}:5:7`);
    await expect(starting).rejects.toMatchObject({ lastLines: expect.arrayContaining([place]) });
    await close();
  });

  test.for([
    ['by its name', ['node', '--import', 'tsx', '01-tcp-echo/server.ts'], solution, true],
    [
      'by its path',
      [process.execPath, '--import', 'tsx', join(solution, '01-tcp-echo/server.ts')],
      solution,
      true,
    ],
    ['with a flag of its own', ['node', '--import', 'tsx', '--expose-gc', 'server.ts'], solution, false],
    ['of another program', ['/no/such/node', '--import', 'tsx', 'server.ts'], solution, false],
    ['in a folder without tsx', ['node', '--import', 'tsx', 'server.ts'], '/', false],
    ['with another loader', ['node', '--import', 'ts-node', 'server.ts'], solution, false],
  ] as const)('is told in a command: Node %s', ([, command, cwd, isTold]) => {
    expect(tsxEntry({ command, cwd }) !== undefined).toBe(isTold);
  });

  test('runs as one file, too, where a command names it', async () => {
    const command = ['node', '--import', 'tsx', '01-tcp-echo/server.ts'];
    const { compiled, shown } = await compile({ command, cwd: solution, env: {} }, join(folder, 'compiled'));
    expect(compiled).toMatch(/server\.cjs$/);
    expect(shown).toEqual(command);
  });

  test('a stack trace stays as it is where the server has removed what it takes to read it', async () => {
    const removes = `rmSync('${join(folder, 'compiled')}', { recursive: true });`;
    const { trace, compiled } = await run({
      ...asModule,
      '01-x/server.ts': `import { rmSync } from 'node:fs';\n${types}${removes}\nthrow new Error('late');\n`,
    });
    expect(trace).toContain(`Error: late`);
    expect(trace).toContain(`${compiled}:`);
  });

  test('knows where it was written, each file of it, and that it is the entry', async () => {
    const tell = 'console.log(import.meta.filename, import.meta.dirname, import.meta.url';
    const { stdout } = await run(
      {
        ...asModule,
        '01-x/server.ts': `import './other.ts';\n${types}${tell}, process.argv[1], process.argv[2]);\n`,
        '01-x/other.ts': `${types}${tell});\n`,
      },
      'x',
    );
    const places = (name: string) => [join(folder, '01-x', name), join(folder, '01-x')];
    const [server, other] = [places('server.ts'), places('other.ts')];
    expect(stdout.split('\n').map((line) => line.split(' '))).toEqual([
      [...other, `file://${other[0]}`],
      [...server, `file://${server[0]}`, server[0], 'x'],
    ]);
  });

  test('is a module to itself: strict, and without what scripts know', async () => {
    const asks = ['this', '(function () { return this; })()', 'typeof module', 'typeof __filename'];
    const { stdout } = await run({
      ...asModule,
      '01-x/server.ts': `${types}console.log(${asks.join(', ')});`,
    });
    expect(stdout).toBe('undefined undefined undefined undefined');
  });

  test.for<[string, Record<string, string>]>([
    [
      'imports without an extension',
      { ...asModule, '01-x/server.ts': "import './other';", '01-x/other.ts': types },
    ],
    [
      'imports under the name it has in JavaScript',
      { ...asModule, '01-x/server.ts': "import './other.js';", '01-x/other.ts': types },
    ],
    ['a file that might be CommonJS', { '01-x/server.ts': types }],
    [
      'a file whose name is made up when it runs',
      { ...asModule, '01-x/server.ts': "const name: string = './late.ts';\nawait import(name);" },
    ],
    [
      'a thread of its own',
      { ...asModule, '01-x/server.ts': "import { Worker } from 'node:worker_threads';" },
    ],
    ['what looks for itself', { ...asModule, '01-x/server.ts': "import.meta.resolve('./other.ts');" }],
    ['packages', { ...asModule, '01-x/server.ts': "import 'tsx';" }],
    ['what is not TypeScript', { ...asModule, '01-x/server.ts': 'const = 1;' }],
  ])('is left to tsx: %s', async ([, files]) => {
    expect(tsxEntry(await launchOf(files))).toBe(join(folder, '01-x/server.ts'));
  });
});
