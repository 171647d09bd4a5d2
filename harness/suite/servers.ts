// The servers of one test: how the target is started for it, and what was started.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDir, type StartOptions } from '../candidate/candidate.ts';
import { stageOfTest } from '../stages.ts';
import type { Flags, Launch } from '../targets/launch.ts';
import { redisLaunch } from '../targets/redis.ts';
import { Failure } from '../verdict/failure.ts';
import type { Requirement } from '../verdict/verdict.ts';
import { createTranscript, type Transcript } from '../wire/transcript.ts';
import type { KataContext } from './context.ts';
import { marksOf } from './marks.ts';
import { type Refusal, refusalOf, type Server, startServer } from './server.ts';

/** Files for a server's `--dir`: their contents by name. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** `through`: words before the server's command, such as a tracer or a shell that sets limits. */
export type StartSettings = Pick<StartOptions, 'through'>;

export interface Servers {
  /** How the target's program for this test is started: where that is no server, but a load generator. */
  readonly program: Launch;
  /** Starts a server of the test's own, with these files in its `--dir`. */
  start(flags?: Flags, files?: Files, settings?: StartSettings): Promise<Server>;
  /** Starts a server that must not start. */
  refuses(flags?: Flags, files?: Files, settings?: StartSettings): Promise<Refusal>;
  /** Starts a real redis-server. */
  startRedis(flags?: Flags): Promise<Server>;
  /** Starts a server that outlives the test. */
  startShared(): Promise<Server>;
  /** Lets the test use a server that outlives it. */
  use(server: Server): void;
  /** All that the test used. */
  readonly used: readonly Server[];
  /** Ends those that are the test's own. */
  end(): Promise<void>;
}

/** The target has a load generator, and no server beside it. */
export class NoServer extends Error {
  override message = 'there is no server: neither 10-capstone/server.* nor "server" in kata.json';
}

/** Thrown instead of a second `did not start`: it is told once. */
export class NeverStarted extends Error {}

/** Servers of the target for the test of this requirement. */
export function createServers(kata: KataContext, requirement: Requirement, transcript: Transcript): Servers {
  const stage = stageOfTest(requirement.id);
  const launches = kata.launches[stage?.id ?? ''];
  if (stage === undefined || launches === undefined) {
    throw new Error(`${requirement.id} has no stage with a target`);
  }
  const program = (requirement.tier === 'exercise' ? launches.exercises : undefined) ?? launches.server;
  const isBench = stage.kind === 'bench';
  // Where the target is a load generator, it may have a server beside it.
  const launch = isBench ? launches.beside : program;
  const speaksResp = stage.kind !== 'echo';
  const { runDir } = kata;
  const marks = marksOf(runDir, stage, requirement.tier);
  const own: Server[] = [];
  const used: Server[] = [];

  const prepare = (flags: Flags, files: Files, settings: StartSettings): StartOptions => {
    if (launch === undefined) throw new NoServer();
    if (!stage.usesDir) return { launch, runDir, flags, speaksResp, ...settings };
    const dir = makeDir(runDir);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), content);
      transcript.note('', 'wrote', `${name} in --dir, ${Buffer.byteLength(content)} bytes`);
    }
    return { launch, runDir, flags: { dir, ...flags }, speaksResp, ...settings };
  };

  const begin = async (options: StartOptions, name: string, noted: Transcript): Promise<Server> => {
    try {
      const server = await startServer(options, { name, transcript: noted });
      marks.started();
      return server;
    } catch (error) {
      const never = error instanceof Failure && error.verdict === 'did not start' && !marks.haveStarted();
      if (never && !marks.isFirst()) throw new NeverStarted();
      throw error;
    }
  };

  const keep = (server: Server): Server => {
    own.push(server);
    used.push(server);
    return server;
  };

  return {
    program,
    async start(flags = {}, files = {}, settings = {}) {
      const name = own.length === 0 ? 'server' : `server ${own.length + 1}`;
      return keep(await begin(prepare(flags, files, settings), name, transcript));
    },
    refuses: (flags = {}, files = {}, settings = {}) =>
      refusalOf(prepare(flags, files, settings), { name: 'server', transcript }),
    async startRedis(flags = {}) {
      const all = { dir: makeDir(runDir), ...flags };
      const options = { launch: redisLaunch(), runDir, flags: all, speaksResp: true };
      return keep(await startServer(options, { name: 'redis', transcript }));
    },
    startShared: () => begin(prepare({}, {}, {}), 'server', createTranscript()),
    use: (server) => used.push(server),
    used,
    async end() {
      await Promise.all(own.map((server) => server.crash()));
    },
  };
}
