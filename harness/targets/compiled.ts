// Before 22.18 Node doesn't run TypeScript by itself, and tsx takes four times as long to start as Node alone. So where a
// server needs nothing but Node's own modules, it is made one file of JavaScript: once a run, and not at each start.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, parse, resolve } from 'node:path';
import type { Format, Metafile, Plugin } from 'esbuild';
import { withPlaces } from '../places.mjs';
import { tsxEntry } from './entry.ts';
import type { Launch } from './launch.ts';

/** With these a server loads files of its own, by names that are known only when it runs. */
const loaders =
  /\b(worker_threads|cluster|child_process|vm|(node:)?module)['"]|\bimport\s*\((?!\s*['"])|\brequire\b/;

/**
 * The launch of the same server, compiled, or the launch as it is where that would not be the same.
 * @param dir where the compiled file goes
 */
export async function compile(launch: Launch, dir: string): Promise<Launch> {
  const entry = tsxEntry(launch);
  if (entry === undefined) return launch;
  const file = join(dir, createHash('sha1').update(entry).digest('hex'), parse(entry).name);
  // A script starts 10 ms sooner than a module does. What awaits something at its top can't be one.
  const compiled = (await build(entry, `${file}.cjs`, 'cjs')) ?? (await build(entry, `${file}.mjs`, 'esm'));
  if (compiled === undefined) return launch;
  return { ...launch, command: [process.execPath, compiled], shown: launch.command, compiled };
}

/** @returns the file, or undefined where that would not be the same, or is none */
async function build(entry: string, outfile: string, format: Format): Promise<string | undefined> {
  const esbuild = await import('esbuild'); // late, as it is large, and other targets don't need it
  try {
    const { metafile } = await esbuild.build({
      entryPoints: [entry],
      outfile,
      format,
      absWorkingDir: '/',
      bundle: true,
      metafile: true,
      logLevel: 'silent',
      platform: 'node',
      packages: 'external',
      sourcemap: 'external',
      sourcesContent: false,
      plugins: [keepPlaces],
      // What a script knows, and a module doesn't.
      define: { module: 'undefined', exports: 'undefined', __filename: 'undefined', __dirname: 'undefined' },
      banner: { js: `'use strict'; process.argv[1] = ${JSON.stringify(entry)};` },
    });
    return Object.entries(metafile.inputs).every(isAlike) ? outfile : undefined;
  } catch {
    return undefined; // tsx tells what is wrong with it, where a user looks for it: in the server's output
  }
}

const keepPlaces: Plugin = {
  name: 'keep-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.[mc]?[jt]s$/ }, ({ path }) => {
      const text = withPlaces(path);
      if (loaders.test(text) || text.includes('import.meta'))
        return { errors: [{ text: `${basename(path)} loads files of its own` }] };
      return { contents: text, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};

/** Whether Node would run a file, and what it imports, as one file of JavaScript does. */
function isAlike([input, { imports }]: [string, Metafile['inputs'][string]]): boolean {
  const file = resolve('/', input);
  const importsAsNodeDoes = imports.every(({ path, original = path }) =>
    original.startsWith('.') ? resolve(dirname(file), original) === resolve('/', path) : isBuiltin(original),
  );
  return importsAsNodeDoes && isModule(file);
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
