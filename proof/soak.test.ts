// The long crash test in short: the reference loses nothing, and a server that loses something is caught.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { commandFor, root } from './judging.ts';

/** Runs `npm run soak` as a user does. */
async function soak(...args: string[]) {
  const launch = join(root, 'harness/cli/launch.mjs');
  return execa('node', [launch, 'soak', ...args], { cwd: root, reject: false, all: true });
}

const server = (path: string) => ['--cmd', commandFor(join(root, path))];

test('the reference loses nothing, whatever the fsync policy, and tears nothing', async () => {
  const { exitCode, all } = await soak(...server('solution/06-rdb-snapshots/server.ts'), '--rounds', '3');
  expect(all).toMatch(/12 kills, [\d,]+ acknowledged writes: nothing is missing, nothing is torn/);
  expect(exitCode).toBe(0);
});

test.for([
  ['snapshot', '06-rdb-snapshots/torn.ts', /never like this together/],
  ['everysec', '05-aof-persistence/writes-each-second.ts', /are lost|never like this together/],
] as const)('with %s, %s is caught', async ([mode, file, found]) => {
  const { exitCode, all } = await soak(...server(`conformance/wrong/${file}`), '--mode', mode);
  expect(all).toMatch(found);
  expect(all).toMatch(/its --dir is kept in \.kata\/soak\/.*; seed \d+/);
  expect(exitCode).toBe(1);
  const [, kept = ''] = /its --dir is kept in (\.kata\/soak\/\S+);/.exec(all) ?? [];
  if (kept !== '') rmSync(join(root, kept), { recursive: true });
});

test('what can not be soaked is said in a line', async () => {
  const wrong = [
    [[], /--target/],
    [['--target', 'nowhere'], /no target "nowhere"/],
    [['--target', 'solution', '--mode', 'sometimes'], /Expected always, everysec, no, snapshot/],
    [['--target', 'solution', '--stage', '99'], /no stage "99"/],
  ] as const;
  const told = await Promise.all(wrong.map(([args]) => soak(...args)));
  for (const [i, { exitCode, all }] of told.entries()) {
    expect(all).toMatch(wrong[i]?.[1] ?? '');
    expect(exitCode).toBe(2);
  }
});
