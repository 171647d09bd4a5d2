// What is judged: a name, a folder or a command, resolved to the way it is started in each stage.
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgsStringToArgv } from 'string-argv';
import { UsageError } from '../errors.ts';
import { type Stage, stages } from '../stages.ts';
import type { StageLaunch } from '../suite/context.ts';
import { findEntry } from './entry.ts';
import type { Launch } from './launch.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { redisLaunch } from './redis.ts';

export interface Target {
  readonly name: string;
  /** How a user names it: the flag and its value, as in `--target starter`. */
  readonly flag: string;
  /** True for real Redis: tests that say `notOnRedis` are skipped. */
  readonly isRedis: boolean;
  /** The folder to watch for changes. */
  readonly folder: string;
  /** Run once before anything is judged. */
  readonly build?: Launch;
  /** How it is started for this stage; undefined where the stage isn't applicable. */
  launch(stage: Stage): StageLaunch | undefined;
}

const root = resolve(import.meta.dirname, '../..');

/** The targets that have a name of their own. */
export const namedTargets = ['starter', 'solution', 'redis'] as const;

/**
 * Resolves `--target`: `starter`, `solution`, `redis`, or a folder.
 * @throws {UsageError} when there is no such target
 */
export function namedTarget(name: string): Target {
  if (name === 'redis') return redisTarget();
  const own = name === 'starter' || name === 'solution';
  const folder = own ? join(root, name) : resolve(name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(
      `no target "${name}": expected ${namedTargets.join(', ')}, or a folder (${folder} is none)`,
    );
  }
  const manifest = readManifest(join(folder, 'kata.json')) ?? {};
  const target: Target = {
    name: manifest.name ?? (own ? name : basename(folder)),
    flag: `--target ${name}`,
    isRedis: false,
    folder,
    launch: (stage) => launchFrom(folder, manifest, stage),
    ...(manifest.build === undefined
      ? {}
      : { build: { command: manifest.build, cwd: folder, env: manifest.env ?? {} } }),
  };
  if (stages.some((stage) => target.launch(stage) !== undefined)) return target;
  throw new UsageError(
    `${folder} holds no server: expected a kata.json with a "command", or ${stages[0]?.slug}/server.ts (.mts, .js, .mjs, .py) and so on`,
  );
}

/**
 * Resolves `--cmd`: a Redis server in any language, unless a single stage asks for something else.
 * @param asked the stage that was asked for, or undefined for all of them
 */
export function commandTarget(command: string, asked: Stage | undefined): Target {
  const words = parseArgsStringToArgv(command);
  const [file] = words;
  if (file === undefined)
    throw new UsageError('--cmd is empty: expected a command, such as --cmd "python3 server.py"');
  const launch: StageLaunch = { server: { command: words, cwd: process.cwd(), env: {} } };
  return {
    name: command,
    flag: `--cmd ${JSON.stringify(command)}`,
    isRedis: ['redis-server', 'valkey-server'].includes(basename(file)),
    folder: process.cwd(),
    launch: (stage) => (stage.kind === 'redis' || stage.id === asked?.id ? launch : undefined),
  };
}

function redisTarget(): Target {
  const server = redisLaunch();
  return {
    name: 'redis',
    flag: '--target redis',
    isRedis: true,
    folder: server.cwd,
    launch: (stage) => (stage.kind === 'redis' ? { server } : undefined),
  };
}

/** The manifest's command for the stage, else its command for all, else the stage's entry file. */
function launchFrom(folder: string, manifest: Manifest, stage: Stage): StageLaunch | undefined {
  const own = manifest.stages?.[stage.id];
  if (own === null) return undefined;
  const isBench = stage.kind === 'bench';
  // A command for all stages starts a server; a load generator has to be named.
  const named = own?.command ?? (isBench ? undefined : manifest.command);
  const command = named ?? findEntry(folder, stage, isBench ? 'bench' : 'server');
  if (command === undefined) return undefined;
  const exercises =
    own?.exercises ?? (named === undefined ? findEntry(folder, stage, 'exercises') : undefined);
  const launch = (words: readonly string[]): Launch => ({
    command: words,
    cwd: folder,
    env: manifest.env ?? {},
  });
  const beside = isBench
    ? (own?.server ?? (named === undefined ? findEntry(folder, stage, 'server') : undefined))
    : undefined;
  return {
    server: launch(command),
    ...(exercises === undefined ? {} : { exercises: launch(exercises) }),
    ...(beside === undefined ? {} : { beside: launch(beside) }),
  };
}
