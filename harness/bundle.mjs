// `npm run stage` and the suite as JavaScript in a few files: to load some hundred of them, most of them packages', through a
// loader for TypeScript takes a second, at each start and in each worker. What was made is kept until a file changes.
// Plain JavaScript, because it runs before anything else can.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withPlaces } from './places.mjs';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache/kata');
const day = 24 * 60 * 60 * 1000; // ms

/** Makes them, if they are not there yet. @returns the folder with `stage.mjs` and `suite.mjs` */
export async function bundle() {
  const files = readdirSync(import.meta.dirname, { recursive: true }).filter((name) =>
    /\.m?ts$|\.mjs$/.test(name),
  );
  const hash = createHash('sha1').update(root);
  for (const name of [...files.sort(), '../package-lock.json'])
    hash.update(name).update(readFileSync(join(import.meta.dirname, name)));
  const folder = join(cache, hash.digest('hex'));
  if (!existsSync(folder)) await make(folder);
  return folder;
}

async function make(folder) {
  const { build } = await import('esbuild');
  const unfinished = `${folder}-${process.pid}`;
  await build({
    entryPoints: [join(import.meta.dirname, 'cli/stage.ts'), join(import.meta.dirname, 'suite.ts')],
    entryNames: '[name]',
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minifyWhitespace: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
    // What looks for files of its own, or is rarely wanted.
    external: ['chokidar', 'esbuild', 'ioredis', 'tsx', 'vitest'],
    plugins: [{ name: 'places', setup: ({ onLoad }) => onLoad({ filter: /\.m?[jt]s$/ }, keepPlaces) }],
    // CommonJS packages ask for Node's modules with it.
    banner: {
      js: `import { createRequire as from } from 'node:module'; const require = from(import.meta.url);`,
    },
  });
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    const { mtimeMs = Date.now() } = statSync(old, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > day) rmSync(old, { recursive: true, force: true });
  }
  try {
    renameSync(unfinished, folder);
  } catch {
    rmSync(unfinished, { recursive: true }); // another process was faster
  }
}

function keepPlaces({ path }) {
  return { contents: withPlaces(path), loader: path.endsWith('ts') ? 'ts' : 'js' };
}
