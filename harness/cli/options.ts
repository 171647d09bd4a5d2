// Options that several of our commands have.
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.ts';
import { findStage, type Stage, stages } from '../stages.ts';
import { commandTarget, namedTarget, type Target } from '../targets/target.ts';

/** The flags that say what is judged. */
export interface TargetOptions {
  readonly target?: string;
  readonly cmd?: string;
}

/**
 * Resolves `--target` or `--cmd`.
 * @param asked the stage that was asked for, or undefined for all of them
 * @throws {UsageError} when there is none, or both, or it can't be found
 */
export function resolveTarget({ target, cmd }: TargetOptions, asked: Stage | undefined): Target {
  if (target !== undefined && cmd !== undefined) {
    throw new UsageError('--target and --cmd exclude each other: both say what to judge');
  }
  if (cmd !== undefined) return commandTarget(cmd, asked);
  if (target !== undefined) return namedTarget(target);
  throw new UsageError(
    'nothing to judge: expected --target starter, --target solution, --target redis, --target <folder> or --cmd "<command>"; with npm run, flags stand behind --',
  );
}

/** The stage with this id or slug. @throws {UsageError} naming the stages there are */
export function requireStage(name: string, others = ''): Stage {
  const stage = findStage(name);
  if (stage !== undefined) return stage;
  throw new UsageError(`no stage "${name}": expected one of ${stageIds()}${others}`);
}

/** The ids of all stages, as help and messages list them. */
export function stageIds(): string {
  return stages.map(({ id }) => id).join(', ');
}

/** Parses a whole number that isn't negative. */
export function parseCount(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(value);
}

/** Parses a whole number from 1 up. */
export function parsePositive(value: string): number {
  if (parseCount(value) === 0) throw new InvalidArgumentError('Expected 1 or more.');
  return Number(value);
}
