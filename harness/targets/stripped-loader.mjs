// Runs in the candidate (`node --import`): Node loads the files from which stripped.ts has taken the types.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// The second time it is loaded by Node, for its hooks, in a thread of theirs.
if (isMainThread) register(import.meta.url);

const dir = decodeURIComponent(new URL(import.meta.url).search.slice(1));

/** Node's hook: https://nodejs.org/docs/latest-v20.x/api/module.html#loadurl-context-nextload */
export async function load(url, context, nextLoad) {
  if (!/^file:.*\.m?ts$/.test(url)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', shortCircuit: true, source: await read(file) };
}

async function read(file) {
  try {
    return await readFile(join(dir, file));
  } catch {
    // A file that is imported by a name that is made up only when the server runs.
    const { transform } = await import('esbuild');
    const { code } = await transform(await readFile(file), {
      loader: 'ts',
      sourcefile: file,
      sourcemap: 'inline',
    });
    return code;
  }
}
