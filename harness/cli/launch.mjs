// Starts one of our commands, on any Node: says in one line when Node is too old or `npm ci` is missing.
// `check-node` does nothing else.
// Plain JavaScript without imports of packages, because it runs before anything is known to be there.
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: expected 20.19 or newer (https://nodejs.org)`);
}
if (process.argv[2] === 'check-node') process.exit(0);
if (!existsSync(fileURLToPath(new URL('../../node_modules/vitest/package.json', import.meta.url)))) {
  fail('the packages are not installed: run `npm ci` in the folder of the project first');
}

const [command] = process.argv.splice(2, 1);
if (command === 'stage') {
  // Whoever learns waits for this one many times a day.
  process.setSourceMapsEnabled(true);
  const { bundle } = await import('../bundle.mjs');
  const folder = await bundle().catch(({ message }) => fail(`the harness can't be built: ${message}`));
  await import(pathToFileURL(`${folder}/stage.mjs`).href);
} else {
  if (major < 22 || (major === 22 && minor < 18)) {
    const { register } = await import('tsx/esm/api');
    register();
  }
  await import(`./${command}.ts`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
