// What is measured, side by side.
import { execFileSync } from 'node:child_process';
import { basename, join, resolve } from 'node:path';
import { resolveTarget, type TargetOptions } from '../harness/cli/options.ts';
import { UsageError } from '../harness/errors.ts';
import { stages } from '../harness/stages.ts';
import { findEntry } from '../harness/targets/entry.ts';
import type { Launch } from '../harness/targets/launch.ts';
import { findProgram } from '../harness/targets/redis.ts';
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
 * Who takes part: the reference, the capstone's server, Redis and Valkey where they are, and what the user names.
 * @throws {UsageError} when the user's can't be found
 */
export function findTargets(options: TargetOptions): Measured[] {
  const asked = options.target !== undefined || options.cmd !== undefined;
  const own = asked ? resolveTarget(options, undefined) : undefined;
  const all = [
    ...['redis-server', 'valkey-server'].flatMap(real),
    latestOf(namedTarget('solution')),
    capstone(),
    own === undefined ? undefined : latestOf(own),
  ];
  const found = all.filter((one) => one !== undefined);
  // A user may name what takes part anyway.
  return found.filter(({ name }, i) => found.findIndex((other) => other.name === name) === i);
}

/** The target to which the others are compared. */
export function baselineOf(targets: readonly Measured[]): Measured {
  const [first] = targets;
  if (first === undefined) throw new UsageError('there is no server to measure');
  return first;
}

function real(program: string): Measured[] {
  const file = findProgram(program);
  if (file === undefined) return [];
  const launch = { command: [file, '--bind', '127.0.0.1', '--save', '', ...noRewrites], cwd: root, env: {} };
  return [{ name: program.replace('-server', ''), version: versionOf(launch), launch, persists: true }];
}

/** The server of the highest stage that the target has. */
function latestOf(target: Target): Measured | undefined {
  const stage = stages.findLast((one) => one.kind === 'redis' && target.launch(one) !== undefined);
  const launch = stage && target.launch(stage)?.server;
  if (stage === undefined || launch === undefined) {
    throw new UsageError(`${target.name} has no Redis server in any of its stages`);
  }
  const name = target.flag.startsWith('--cmd') ? basename(target.name.split(' ').at(-1) ?? '') : target.name;
  return { name, version: versionOf(launch), launch, persists: stage.usesDir };
}

/** The server that the last exercise of the last stage asks for. */
function capstone(): Measured | undefined {
  const stage = stages.find(({ kind }) => kind === 'bench');
  const command = stage && findEntry(join(root, 'solution'), stage, 'server');
  if (command === undefined) return undefined;
  const launch = { command, cwd: root, env: {} };
  return { name: 'capstone', version: versionOf(launch), launch, persists: true };
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
