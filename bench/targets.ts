// What is measured, side by side.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { resolveTarget, type TargetOptions } from '../harness/cli/options.ts';
import { UsageError } from '../harness/errors.ts';
import { stages } from '../harness/stages.ts';
import { compile } from '../harness/targets/compiled.ts';
import type { Launch } from '../harness/targets/launch.ts';
import { findProgram } from '../harness/targets/path.ts';
import { namedTarget, type Target } from '../harness/targets/target.ts';

/** A server that takes part. */
export interface Measured {
  readonly name: string;
  readonly version: string;
  readonly launch: Launch;
  /** True where it takes the flags of stages 05 and 06 and keeps its data in `--dir`. */
  readonly persists: boolean;
}

const root = resolve(import.meta.dirname, '..');
// Redis would rewrite its log in the middle of a measurement.
const noRewrites = ['--auto-aof-rewrite-percentage', '0'];

/**
 * Who takes part: Redis and Valkey where they are, the reference, the capstone's server, and what the user names. The
 * others are compared to the first.
 * @throws {UsageError} when the user's can't be found
 */
export async function findTargets(options: TargetOptions): Promise<[Measured, ...Measured[]]> {
  const asked = options.target !== undefined || options.cmd !== undefined;
  const others = asked ? [latestOf(resolveTarget(options, undefined))] : [];
  const own = reference();
  const all = [...['redis-server', 'valkey-server'].flatMap(real), ...own, ...others].map(compiled);
  const [first = own[0], ...rest] = await Promise.all(all);
  // A user may name what takes part anyway.
  const names = [first.name];
  return [first, ...rest.filter(({ name }) => !names.includes(name) && names.push(name))];
}

function real(program: string): Measured[] {
  const file = findProgram(program);
  if (file === undefined) return [];
  const launch = { command: [file, '--bind', '127.0.0.1', '--save', '', ...noRewrites], cwd: root, env: {} };
  return [{ name: program.replace('-server', ''), version: versionOf(launch), launch, persists: true }];
}

/** The server of the highest stage that the target has. */
function latestOf(target: Target): Measured {
  const stage = stages.findLast((one) => one.kind === 'redis' && target.launch(one) !== undefined);
  const launch = stage && target.launch(stage)?.server;
  if (stage === undefined || launch === undefined) {
    throw new UsageError(`${target.name} has no Redis server in any of its stages`);
  }
  const words = target.name.split(' ');
  const isCommand = target.flag.startsWith('--cmd');
  // Of `python3 my/server.py --fast`: server.py.
  const name = isCommand ? basename(words.find((word) => /[./]/.test(word)) ?? target.name) : target.name;
  const version = isCommand ? versionOf(launch) : `stage ${stage.id}`;
  return { name, version, launch, persists: stage.usesDir };
}

/** The reference, and the server that the last exercise of the last stage asks for. */
function reference(): [Measured, ...Measured[]] {
  const target = namedTarget('solution');
  const solution = latestOf(target);
  const stage = stages.find(({ kind }) => kind === 'bench');
  const launch = stage && target.launch(stage)?.beside;
  if (launch === undefined) return [solution];
  return [solution, { name: 'capstone', version: `stage ${stage?.id}`, launch, persists: true }];
}

/** As JavaScript where Node doesn't run TypeScript itself: what takes the types out would stay in memory beside the server. */
async function compiled(measured: Measured): Promise<Measured> {
  const dir = mkdtempSync(join(tmpdir(), 'kata-bench-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  return { ...measured, launch: await compile(measured.launch, dir) };
}

/** What runs it: `redis 7.0.15`, `node v20.20.2`. */
function versionOf({ command: [file = ''] }: Launch): string {
  const program = basename(file);
  try {
    const said = execFileSync(file, ['--version'], { encoding: 'utf8', timeout: 5000, stdio: 'pipe' });
    const [version] = /\d+(\.\d+)+/.exec(said) ?? [];
    return version === undefined ? program : `${program.replace('-server', '')} ${version}`;
  } catch {
    return program;
  }
}
