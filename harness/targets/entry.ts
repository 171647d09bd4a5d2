// The entry file of one stage in a target's folder, and the command that runs it.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Stage } from '../stages.ts';
import type { Launch } from './launch.ts';
import { findProgram } from './path.ts';

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

/**
 * The file that a command runs with tsx and without anything else, on a Node that needs it: `node --import tsx server.ts`,
 * by whomever it was written. Undefined for any other command, and where it would find another Node, or no tsx.
 */
export function tsxEntry({ command, cwd }: Pick<Launch, 'command' | 'cwd'>): string | undefined {
  const [node, flag, loader, file] = command;
  if (command.length !== 4 || flag !== '--import' || !file?.endsWith('ts') || stripsTypes()) return undefined;
  const isSame = node === process.execPath || (node === 'node' && isThisNode(findProgram('node')));
  const isFound = loader === tsx().at(-1) || (loader === 'tsx' && resolvesFrom(cwd, loader));
  return isSame && isFound ? resolve(cwd, file) : undefined;
}

const isThisNode = (program: string | undefined): boolean =>
  program !== undefined && realpathSync(program) === realpathSync(process.execPath);

function resolvesFrom(folder: string, name: string): boolean {
  try {
    createRequire(join(folder, 'any.js')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Node runs erasable TypeScript itself from 22.18 on. */
function stripsTypes(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
