// The learner's desk, starter/: what its files were when it was shipped, and changing them without losing any work.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import * as z from 'zod';
import { messageOf, UsageError } from '../errors.ts';
import { paint } from '../reporters/paint.ts';
import type { Stage } from '../stages.ts';

const root = resolve(import.meta.dirname, '../..');

/** A file of the desk and what it is to become. Paths are relative to the project's folder. */
export interface Change {
  readonly path: string;
  readonly text: string;
}

/** The stubs of a stage as they were shipped, from `starter/stubs.json` (made by `npm run stubs`). */
export function stubsOf(stage: Stage): Change[] {
  return Object.entries(readStubs())
    .filter(([path]) => path.startsWith(`starter/${stage.slug}/`))
    .map(([path, text]) => ({ path, text }));
}

/** The modules of a stage's reference, as files of the desk. Answers to exercises stay where they are. */
export function referenceOf(stage: Stage): Change[] {
  const folder = join(root, 'solution', stage.slug);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'exercises.ts')
    .map((name) => ({
      path: `starter/${stage.slug}/${name}`,
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}

/** Says what changes, copies what is overwritten to `.kata/backup/<time>/`, then writes. Nothing is lost. */
export function applyChanges(changes: readonly Change[], dryRun: boolean): void {
  const told = changes.map((change) => ({ ...change, before: readIfThere(join(root, change.path)) }));
  const changed = told.filter(({ before, text }) => before !== text);
  if (changed.length === 0) say('Nothing to do: these files are so already.');
  for (const { path, before } of changed) {
    say(
      before === undefined
        ? `${paint('green', 'new       ')} ${path}`
        : `${paint('yellow', 'overwrite ')} ${path} (${lineCount(before)} lines)`,
    );
  }
  if (dryRun) say('', 'Nothing was written (--dry-run).');
  else write(changed);
}

function write(changed: readonly (Change & { before: string | undefined })[]): void {
  const backup = join('.kata', 'backup', new Date().toISOString().replaceAll(':', '-'));
  const overwritten = changed.filter(({ before }) => before !== undefined);
  try {
    for (const { path } of overwritten) {
      mkdirSync(dirname(join(root, backup, path)), { recursive: true });
      cpSync(join(root, path), join(root, backup, path), { dereference: true }); // never a link alone
    }
    for (const { path, text } of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  } catch (error) {
    throw new UsageError(`stopped, with every overwritten file in ${backup}: ${messageOf(error)}`);
  }
  if (overwritten.length > 0)
    say('', `Your files are kept in ${backup}. To get them back: cp -r ${backup}/starter .`);
}

function readStubs(): Record<string, string> {
  const file = join(root, 'starter/stubs.json');
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
