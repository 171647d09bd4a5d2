// Before 22.18 Node doesn't run TypeScript by itself, and tsx takes four times as long to start as Node alone. So where a
// server needs nothing but its types taken out, that is done here: once a run, and not once a start.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, transform } from 'esbuild';
import { isTsx } from './entry.ts';
import type { Launch } from './launch.ts';

const loader = pathToFileURL(join(import.meta.dirname, 'stripped-loader.mjs'));

/**
 * The launch with its types stripped, or as it is where that would not be the same.
 * @param dir where the stripped files go
 */
export async function stripTypes(launch: Launch, dir: string): Promise<Launch> {
  const entry = launch.command.at(-1);
  if (!isTsx(launch.command) || entry === undefined) return launch;
  const files = await filesOf(entry);
  if (files === undefined) return launch;
  await Promise.all(files.map((file) => strip(file, join(dir, file))));
  const url = Object.assign(new URL(loader), { search: encodeURIComponent(dir) });
  return { ...launch, command: [process.execPath, '--enable-source-maps', '--import', url.href, entry] };
}

/** The TypeScript files that an entry imports; undefined when Node itself could not run them without their types. */
async function filesOf(entry: string): Promise<string[] | undefined> {
  let inputs: Metafile['inputs'];
  try {
    const options = { bundle: true, write: false, metafile: true, logLevel: 'silent' } as const;
    const result = await build({
      ...options,
      entryPoints: [entry],
      platform: 'node',
      format: 'esm',
      packages: 'external',
      absWorkingDir: '/',
    });
    inputs = result.metafile.inputs;
  } catch {
    return undefined; // tsx tells what is wrong with it, where a user looks for it: in the server's output
  }
  const files = Object.keys(inputs).map((input) => resolve('/', input));
  const importsAsNodeDoes = Object.entries(inputs).every(([input, { imports }]) =>
    imports.every(({ path, original = path }) =>
      original.startsWith('.')
        ? resolve('/', dirname(input), original) === resolve('/', path)
        : isBuiltin(original),
    ),
  );
  if (!importsAsNodeDoes || !files.every(isModule)) return undefined;
  return files.filter((file) => file.endsWith('ts'));
}

/** Whether Node takes a file for a module by its name or its package.json, without looking into it. */
function isModule(file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  return /\.[jt]s$/.test(file) && typeIn(dirname(file)) === 'module';
}

/** The "type" of the package.json nearest to a folder. */
function typeIn(folder: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'type' in parsed ? parsed.type : undefined;
  } catch {
    return folder === dirname(folder) ? undefined : typeIn(dirname(folder));
  }
}

async function strip(file: string, to: string): Promise<void> {
  const { code } = await transform(readFileSync(file), {
    loader: 'ts',
    // Relative to the file's own address, under which it is loaded: stack traces name the lines that were written.
    sourcefile: basename(file),
    sourcemap: 'inline',
    sourcesContent: false,
  });
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, code);
}
