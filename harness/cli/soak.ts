// npm run soak: the long crash test. Kills a server at random moments, many times, and checks all it has after each.
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { InvalidArgumentError } from 'commander';
import { openRun } from '../candidate/run.ts';
import { UsageError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';
import { paint } from '../reporters/paint.ts';
import { type Mode, modeNames, modesFor } from '../soak/modes.ts';
import { createSoak, DataLoss, type Kill, type Soak } from '../soak/soak.ts';
import { findStage } from '../stages.ts';
import { compile } from '../targets/compiled.ts';
import { commandTarget, namedTarget } from '../targets/target.ts';
import { Failure } from '../verdict/failure.ts';
import { grouped } from '../wire/text.ts';
import { createCommand, runCommand } from './command.ts';

interface Options {
  target?: string;
  cmd?: string;
  stage: string;
  mode?: readonly string[];
  rounds: number;
  seconds: number;
  writers: number;
  seed?: number;
}

const program = createCommand(
  'soak',
  'Kills a server at random moments, many times, and checks what it kept.',
)
  .option('--target <name|folder>', 'solution, redis, starter, or a folder, as for npm run stage')
  .option('--cmd <command>', 'a command that starts a server, in any language')
  .option('--stage <id>', "the stage whose server is taken from the target's folder", '06')
  .option(
    '--mode <modes>',
    `${modeNames.join(', ')}, separated by commas (default: all)`,
    parseModes,
    modeNames,
  )
  .option('--rounds <number>', 'how many times the server of each mode is killed', parseCount, 50)
  .option('--seconds <number>', 'the most that all of it may take', parseCount, 300)
  .option('--writers <number>', 'how many clients write at the same time', parseCount, 20)
  .option('--seed <number>', 'the seed of commands and moments (default: a new one)', parseCount);

await runCommand(async () => {
  program.parse();
  const options = program.opts<Options>();
  const stage = findStage(options.stage);
  if (stage === undefined) throw new UsageError(`no stage "${options.stage}"`);
  if ((options.target === undefined) === (options.cmd === undefined)) {
    throw new UsageError('one of --target and --cmd says which server: --target solution, --cmd "<command>"');
  }
  const target =
    options.cmd === undefined ? namedTarget(options.target ?? '') : commandTarget(options.cmd, stage);
  const asked = target.launch(stage)?.server;
  if (asked === undefined) throw new UsageError(`${target.name} has no server for stage ${stage.id}`);
  const { rounds, seconds, writers, seed = randomInt(1, 1_000_000) } = options;
  say(paint('bold', `Soak: target ${target.name}, seed ${seed}, ${writers} writers`), '');

  const run = openRun();
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interrupted = true;
    });
  const limit = performance.now() + 1000 * seconds;
  const progress = createProgress(rounds);
  try {
    const launch = await compile(asked, run.dir);
    const modes = modesFor(target.isRedis).filter(({ name }) => options.mode?.includes(name) ?? true);
    const soaks = modes.map((mode) => createSoak(mode, { launch, runDir: run.dir, seed, writers }));
    // The modes take turns, so that all of them are tried however short the time is.
    for (let kills = 0; kills <= rounds; kills++) {
      for (const soak of soaks) {
        if (interrupted) return exitStatus.interrupted;
        try {
          const keys = await soak.resume();
          // The last kill is checked, too.
          if (kills === rounds) continue;
          const kill = await soak.kill();
          progress.killed(soak.mode, keys, kill);
        } catch (error) {
          if (!(error instanceof DataLoss) && !(error instanceof Failure)) throw error;
          say('', ...tellLoss(soak, kills, error, seed));
          return exitStatus.failed;
        }
        if (performance.now() > limit) {
          say('', `${paint('green', '✓')} ${seconds} s are over. ${progress.summary()}`);
          return exitStatus.passed;
        }
      }
    }
    say('', `${paint('green', '✓')} ${progress.summary()}`);
    return exitStatus.passed;
  } finally {
    await run.close();
  }
});

/** Tells of the kills as they go by, at most once a second. */
function createProgress(rounds: number) {
  const kills = new Map<string, number>();
  let acknowledged = 0;
  let toldAt = 0;
  return {
    killed({ name }: Mode, keys: number, kill: Kill) {
      const count = (kills.get(name) ?? 0) + 1;
      kills.set(name, count);
      acknowledged += kill.acknowledged;
      if (performance.now() - toldAt < 1000) return;
      toldAt = performance.now();
      say(
        `  ${name.padEnd(9)} kill ${`${count}`.padStart(4)} of ${rounds}   ${grouped(keys)} keys were there; ` +
          `killed ${kill.after} ms and ${grouped(kill.acknowledged)} acknowledged writes later`,
      );
    },
    summary() {
      const all = [...kills.values()].reduce((sum, count) => sum + count, 0);
      return `${grouped(all)} kills, ${grouped(acknowledged)} acknowledged writes: nothing is missing, nothing is torn.`;
    },
  };
}

function tellLoss(soak: Soak, kills: number, error: Error, seed: number): string[] {
  const kept = join('.kata', 'soak', `${new Date().toISOString().replaceAll(':', '-')}-${soak.mode.name}`);
  const folder = resolve(import.meta.dirname, '../..', kept);
  mkdirSync(folder, { recursive: true });
  soak.keep(folder);
  const more =
    error instanceof Failure
      ? [`    expected  ${error.expectation ?? ''}`, `    received  ${error.reception ?? ''}`]
      : [];
  return [
    `${paint('red', '✗')} ${soak.mode.name}, after ${kills} kills: ${error.message.split('\n').join('\n    ')}`,
    ...more,
    `    its --dir is kept in ${kept}; seed ${seed}`,
  ];
}

function parseModes(value: string): readonly string[] {
  const asked = value.split(',');
  if (asked.every((name) => modeNames.includes(name))) return asked;
  throw new InvalidArgumentError(`Expected ${modeNames.join(', ')}.`);
}

function parseCount(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return Number(value);
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
