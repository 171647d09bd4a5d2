// The entry file of one stage in a target's folder, and the command that runs it.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Stage } from '../stages.ts';

const extensions = ['ts', 'mts', 'js', 'mjs', 'py'];

/** The command that runs `NN-*\/<name>.ts` (or `.mts`, `.js`, `.mjs`, `.py`), or undefined when there is no such file. */
export function findEntry(folder: string, stage: Stage, name: string): readonly string[] | undefined {
  const stageFolder = readdirSync(folder).find((entry) => entry.startsWith(`${stage.id}-`));
  if (stageFolder === undefined) return undefined;
  const files = extensions.map((extension) => join(folder, stageFolder, `${name}.${extension}`));
  const file = files.find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : [...interpreter(file), file];
}

/** The words that run a file, by how its name ends. */
export function interpreter(file: string): readonly string[] {
  if (file.endsWith('.py')) return ['python3'];
  if (!file.endsWith('ts') || stripsTypes()) return [process.execPath];
  return tsx();
}

/** Never the `tsx` command: it is a second process, with ideas of its own about signals. */
function tsx(): readonly string[] {
  return [process.execPath, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

/** True for a command that `findEntry` gave for TypeScript, on a Node that needs tsx for it. */
export function isTsx(command: readonly string[]): boolean {
  return [...tsx(), command.at(-1)].join('\0') === command.join('\0');
}

/** Node runs erasable TypeScript itself from 22.18 on. */
function stripsTypes(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
