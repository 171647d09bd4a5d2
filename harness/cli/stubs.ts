// npm run stubs: writes starter/stubs.json, the stubs as they are shipped. For whoever changes the starter itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitStatus } from '../exit-status.ts';
import { runCommand } from './command.ts';

const root = resolve(import.meta.dirname, '../..');

await runCommand(async () => {
  writeFileSync(join(root, 'starter/stubs.json'), `${JSON.stringify(currentStubs(), null, 2)}\n`);
  return exitStatus.passed;
});

/** The text of every stub by its path. */
function currentStubs(): Record<string, string> {
  const paths = readdirSync(join(root, 'starter'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join('starter', path))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
