import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requireStage } from '../cli/options.ts';
import { findEntry, isTsx } from './entry.ts';
import { stripTypes } from './stripped.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-stripped-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How the files' `01-x/server.ts` is started once its types have been taken out, if they can be. */
async function commandFor(files: Record<string, string>): Promise<readonly string[]> {
  mkdirSync(join(folder, '01-x'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const command = findEntry(folder, requireStage('01'), 'server') ?? [];
  return (await stripTypes({ command, cwd: folder, env: {} }, join(folder, 'stripped'))).command;
}

const types = 'interface A {\n  x: number;\n}\nconst a: A = { x: 1 };\n';
const asModule = { 'package.json': '{ "type": "module" }' };
const needsTsx = isTsx(
  findEntry(join(import.meta.dirname, '../../solution'), requireStage('01'), 'server') ?? [],
);

describe.runIf(needsTsx)('TypeScript on a Node that does not run it', () => {
  test('runs without its types, and a stack trace names the lines that were written', async () => {
    const server = `import { other } from './other.ts';\n${types}other(a.x);\n`;
    const other = `export function other(x: number): void {\n${types}\n  throw new Error(\`\${x + a.x}\`);\n}\n`;
    const [node = '', ...args] = await commandFor({
      ...asModule,
      '01-x/server.ts': server,
      '01-x/other.ts': other,
    });
    expect(isTsx([node, ...args])).toBe(false);
    const { stderr } = await execa(node, args, { reject: false });
    expect(stderr).toMatch(/Error: 2\n.*other\.ts:7:9\)\n.*server\.ts:6:1\)\n/);
  });

  test('may import a file whose name is made up when it runs', async () => {
    const [node = '', ...args] = await commandFor({
      ...asModule,
      '01-x/server.ts': "const name: string = './late.ts';\nawait import(name);\n",
      '01-x/late.ts': 'const text: string = import.meta.filename;\nconsole.log(text);\n',
    });
    const { stdout } = await execa(node, args);
    expect(stdout).toBe(join(folder, '01-x/late.ts'));
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
    ['packages', { ...asModule, '01-x/server.ts': "import 'tsx';" }],
    ['what is not TypeScript', { ...asModule, '01-x/server.ts': 'const = 1;' }],
  ])('is left to tsx: %s', async ([, files]) => {
    expect(isTsx(await commandFor(files))).toBe(true);
  });
});
