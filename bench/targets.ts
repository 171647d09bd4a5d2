// What is measured, side by side.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { resolveTarget, type TargetOptions } from '../harness/cli/options.ts';
import { UsageError } from '../harness/errors.ts';
import { stages } from '../harness/stages.ts';
import { findEntry } from '../harness/targets/entry.ts';
import type { Launch } from '../harness/targets/launch.ts';
import { findProgram } from '../harness/targets/redis.ts';
import { namedTarget, type Target } from '../harness/targets/target.ts';
import { compile } from '../proof/compiled.ts';

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
export function findTargets(options: TargetOptions): [Measured, ...Measured[]] {
  const asked = options.target !== undefined || options.cmd !== undefined;
  const others = asked ? [latestOf(resolveTarget(options, undefined))] : [];
  const own = reference();
  const [first = own[0], ...rest] = [...['redis-server', 'valkey-server'].flatMap(real), ...own, ...others];
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

/**
 * The reference, and the server that the last exercise of the last stage asks for. As plain JavaScript: what strips types
 * for older Nodes stays in memory beside the server.
 */
function reference(): [Measured, ...Measured[]] {
  const compiled = compile('solution');
  process.once('exit', () => rmSync(compiled, { recursive: true, force: true }));
  const folder = join(compiled, 'solution');
  const solution = latestOf(namedTarget(folder));
  const stage = stages.find(({ kind }) => kind === 'bench');
  const command = stage && findEntry(folder, stage, 'server');
  if (command === undefined) return [solution];
  const launch = { command, cwd: compiled, env: {} };
  return [solution, { name: 'capstone', version: `stage ${stage?.id}`, launch, persists: true }];
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
