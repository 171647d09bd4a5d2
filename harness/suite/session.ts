// One test's dealings with candidates: its servers, its connections, its transcript and, at the end, its outcome.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Redis } from 'ioredis';
import { makeDir, type StartOptions } from '../candidate/candidate.ts';
import { createRandom, type Random } from '../random.ts';
import { stageOfTest } from '../stages.ts';
import type { Flags } from '../targets/launch.ts';
import { redisLaunch } from '../targets/redis.ts';
import { Failure } from '../verdict/failure.ts';
import type { Outcome, Requirement } from '../verdict/verdict.ts';
import { createTranscript, type Transcript } from '../wire/transcript.ts';
import { openWire, type Wire } from '../wire/wire.ts';
import { openClient } from './client.ts';
import type { KataContext } from './context.ts';
import { outcomeOf, type ThrownError } from './outcome.ts';
import { type RunProgram, runProgram } from './program.ts';
import { type Refusal, refusalOf, type Server, startServer } from './server.ts';

export interface Session {
  readonly random: Random;
  readonly transcript: Transcript;
  /** Starts a server of the test's own, with these files in its `--dir`. It is ended with the test. */
  start(flags?: Flags, files?: Files): Promise<Server>;
  /** Starts a server that must not start. */
  refuses(flags?: Flags, files?: Files): Promise<Refusal>;
  /** Starts a real redis-server, which is ended with the test. */
  startRedis(flags: Flags): Promise<Server>;
  /** Runs a program to its end, in the run's folder. */
  run: RunProgram;
  /** Starts a server that outlives the test. */
  startShared(): Promise<Server>;
  /** Lets the test use a server that outlives it. */
  use(server: Server): void;
  connect(server: Server): Promise<Wire>;
  openClient(server: Server): Promise<Redis>;
  /** Says how the test ended, closes its connections and ends its servers. */
  close(errors: readonly ThrownError[]): Promise<Outcome>;
}

/** Files for a server's `--dir`: their contents by name. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Thrown instead of a second `did not start`: it is told once. */
export class NeverStarted extends Error {}

export function openSession(kata: KataContext, requirement: Requirement): Session {
  const stage = stageOfTest(requirement.id);
  const launches = kata.launches[stage?.id ?? ''];
  if (stage === undefined || launches === undefined)
    throw new Error(`${requirement.id} has no stage with a target`);
  const launch = (requirement.tier === 'exercise' ? launches.exercises : undefined) ?? launches.server;
  const startedOnce = join(kata.runDir, `started-${stage.id}-${requirement.tier}`);
  const failedOnce = join(kata.runDir, `failed-${stage.id}-${requirement.tier}`);

  const transcript = createTranscript();
  const own: Server[] = [];
  const used: Server[] = [];
  const wires: Wire[] = [];
  const clients: Redis[] = [];
  const waitFor = () => used;

  /** How a server is started: with a fresh `--dir` that holds these files, where the stage has one. */
  const prepare = (flags: Flags, files: Files): StartOptions => {
    const dir = stage.usesDir ? makeDir(kata.runDir) : undefined;
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir ?? '', name)), { recursive: true });
      writeFileSync(join(dir ?? '', name), content);
      transcript.note('', 'wrote', `${name} in --dir, ${Buffer.byteLength(content)} bytes`);
    }
    const all = dir === undefined ? flags : { dir, ...flags };
    return { launch, runDir: kata.runDir, flags: all, speaksResp: stage.kind === 'redis' };
  };

  const begin = async (flags: Flags, files: Files, name: string, noted: Transcript): Promise<Server> => {
    const options = prepare(flags, files);
    try {
      const server = await startServer(options, { name, transcript: noted });
      writeFileSync(startedOnce, '');
      return server;
    } catch (error) {
      const never = error instanceof Failure && error.verdict === 'did not start' && !existsSync(startedOnce);
      if (never && !isFirst(failedOnce)) throw new NeverStarted();
      throw error;
    }
  };

  const connect = async (server: Server, name: string): Promise<Wire> => {
    const wire = await openWire({
      port: server.port,
      waitFor,
      transcript,
      name,
      barrier: barrierOn(server, stage.kind === 'echo'),
    });
    wires.push(wire);
    return wire;
  };

  /** A round trip on a connection of its own, opened when it is first needed; a candidate that has none is not waited for twice. */
  const barrierOn = (server: Server, echoes: boolean) => {
    let opening: Promise<Wire | undefined> | undefined;
    return async () => {
      opening ??= openWire({ port: server.port, waitFor, transcript: createTranscript(), name: '' }).then(
        (wire) => {
          wires.push(wire);
          return wire;
        },
        () => undefined,
      );
      const wire = await opening;
      if (wire === undefined) return;
      const answered = echoes ? echoedLine(wire) : wire.command('PING').reply();
      await answered.catch(() => {
        opening = Promise.resolve(undefined);
      });
    };
  };

  return {
    random: createRandom(kata.seed, requirement.id),
    transcript,
    async start(flags = {}, files = {}) {
      const server = await begin(
        flags,
        files,
        own.length === 0 ? 'server' : `server ${own.length + 1}`,
        transcript,
      );
      own.push(server);
      used.push(server);
      return server;
    },
    refuses: (flags = {}, files = {}) => refusalOf(prepare(flags, files), { name: 'server', transcript }),
    async startRedis(flags) {
      const server = await startServer(
        {
          launch: redisLaunch(),
          runDir: kata.runDir,
          flags: { dir: makeDir(kata.runDir), ...flags },
          speaksResp: true,
        },
        { name: 'redis', transcript },
      );
      own.push(server);
      used.push(server);
      return server;
    },
    run: (file, ...args) => runProgram(kata.runDir, transcript, file, args),
    startShared: () => begin({}, {}, 'server', createTranscript()),
    use: (server) => used.push(server),
    connect: (server) => connect(server, wires.length === 0 ? '' : `#${wires.length + 1}`),
    async openClient(server) {
      const client = await openClient(server, transcript, waitFor);
      clients.push(client);
      return client;
    },
    async close(errors) {
      const outcome = await outcomeOf({ errors, kata, transcript, servers: used, wires });
      for (const wire of wires) wire.close();
      for (const client of clients) client.disconnect();
      await Promise.all(own.map((server) => server.crash()));
      return outcome;
    },
  };
}

/** A line there and back, also from a server that adds something to it. */
async function echoedLine(wire: Wire): Promise<void> {
  wire.bytes('.\n');
  while (!(await wire.read(1)).includes('\n'));
}

/** True for the first of all tests of the run, in any worker, that asks with this file. */
function isFirst(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
