// The solution and the wrong servers as plain JavaScript. On Node before 22.18 TypeScript starts four times as slowly, and
// the proofs start hundreds of servers.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Strips the types of these folders' files into a new temp folder, and returns it. */
export function compile(...folders: readonly string[]): string {
  const compiled = mkdtempSync(join(tmpdir(), 'kata-compiled-'));
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const { code } = transformSync(readFileSync(join(root, folder, name), 'utf8'), { loader: 'ts' });
      const file = join(compiled, folder, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code.replaceAll(/((?:from|import)\s*\(?["']\.[^"']+)\.ts(["'])/g, '$1.js$2'));
    }
  }
  writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }');
  return compiled;
}
