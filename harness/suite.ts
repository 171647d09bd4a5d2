// All that a conformance test imports.
import type { Redis } from 'ioredis';
import { inject, type TaskMeta, test as vitestTest } from 'vitest';
import type { Random } from './random.ts';
import type { KataContext } from './suite/context.ts';
import type { RunLoad } from './suite/load.ts';
import type { Server } from './suite/server.ts';
import { type Files, NeverStarted, NoServer, type StartSettings } from './suite/servers.ts';
import { openSession, type Session } from './suite/session.ts';
import { createSharedServer, type SharedServer } from './suite/shared-server.ts';
import type { Flags } from './targets/launch.ts';
import { findProgram } from './targets/path.ts';
import type { Tier } from './tiers.ts';
import { neverStarted, type Outcome, type Requirement } from './verdict/verdict.ts';
import type { Wire } from './wire/wire.ts';

export { expect } from 'vitest';
export type { Behaviour } from './load/instrument.ts';
export type { Figure } from './load/report.ts';
export type { SeenRequest } from './load/requests.ts';
export type { Random } from './random.ts';
export { untilDecided } from './suite/decided.ts';
export { eventually } from './suite/eventually.ts';
export type { Listener } from './suite/listener.ts';
export type { Load } from './suite/load.ts';
export type { Server } from './suite/server.ts';
export type { Flags } from './targets/launch.ts';
export { Failure, isClosed } from './verdict/failure.ts';
export { encodeCommand } from './wire/command.ts';
export {
  anyOf,
  anything,
  between,
  type Expected,
  error,
  inAnyOrder,
  like,
  ok,
  simple,
} from './wire/expected.ts';
export { ErrorReply, type Reply } from './wire/reply.ts';
export type { Word } from './wire/text.ts';
export type { Wire, Within } from './wire/wire.ts';

declare module 'vitest' {
  interface TaskMeta {
    requirement?: Requirement;
    outcome?: Outcome;
    skipReason?: string;
  }
}

const test = vitestTest
  .extend('kata', { scope: 'worker' }, (): KataContext => inject('kata'))
  .extend('shared', { scope: 'worker' }, async ({ kata: _ }, { onCleanup }): Promise<SharedServer> => {
    const shared = createSharedServer();
    onCleanup(shared.discard);
    return shared;
  })
  .extend('partner', { scope: 'worker' }, async ({ kata: _ }, { onCleanup }): Promise<SharedServer> => {
    const partner = createSharedServer();
    onCleanup(partner.discard);
    return partner;
  })
  .extend(
    'session',
    { auto: true },
    async ({ kata, shared, partner, task }, { onCleanup }): Promise<Session> => {
      const session = openSession(kata, requirementOf(task));
      onCleanup(async () => {
        const errors = task.result?.errors ?? [];
        const outcome = await session.close(errors);
        task.meta.outcome = outcome;
        // A wrong reply leaves a server as good as it was; after anything worse the next test gets a new one.
        if (!['passed', 'wrong reply'].includes(outcome.verdict))
          await Promise.all([shared.discard(), partner.discard()]);
        if (outcome.verdict !== 'passed' && errors.length === 0)
          throw new Error(outcome.detail ?? outcome.verdict);
      });
      return session;
    },
  )
  /** Data from the seed: keys, values, sizes, orders. */
  .extend('random', ({ session }): Random => session.random)
  /** The shared server, started when a test first asks for it. */
  .extend('lend', ({ shared, session, task, skip }) => {
    let lent: Promise<Server> | undefined;
    return (): Promise<Server> => {
      lent ??= told(skip, () => shared.lend(session, requirementOf(task)));
      return lent;
    };
  })
  /** The server that the tests share. */
  .extend('server', ({ lend }): Promise<Server> => lend())
  /** A second server that the tests share, for those in which two take part. A test may make it a replica. */
  .extend('second', async ({ partner, session, task, skip }, { onCleanup }): Promise<Server> => {
    const server = await told(skip, () => partner.lend(session, requirementOf(task)));
    onCleanup(() => session.free(server).catch(() => {}));
    return server;
  })
  /** Starts a server of the test's own, with these flags besides `--port` and these files in its `--dir`. */
  .extend(
    'start',
    ({ session, skip }) =>
      (flags: Flags = {}, files: Files = {}, settings: StartSettings = {}): Promise<Server> =>
        told(skip, () => session.servers.start(flags, files, settings)),
  )
  /** Starts a server that must not start: with these flags, with these files in its `--dir`. */
  .extend('refuses', ({ session }) => session.servers.refuses)
  /** Starts a real redis-server of the test's own; for tests that say `needs: ['redis-server']`. */
  .extend('startRedis', ({ session }) => session.servers.startRedis)
  /** Runs a program to its end, such as redis-cli; for tests that say that they need it. */
  .extend('run', ({ session }) => session.run)
  /** Runs the target's load generator to its end, against the instrumented server. */
  .extend('load', ({ session }): RunLoad => session.load)
  /** Opens one more connection: to the shared server, or to the one given. */
  .extend(
    'connect',
    ({ session, lend }) =>
      async (to?: Server): Promise<Wire> =>
        session.connect(to ?? (await lend())),
  )
  /** Opens a port of the harness's own, to which a server may connect. */
  .extend('listen', ({ session }) => session.listen)
  /** A connection to the shared server. */
  .extend('wire', async ({ session, lend }): Promise<Wire> => session.connect(await lend()))
  /** Opens one more ioredis client: of the shared server, or of the one given. */
  .extend(
    'connectClient',
    ({ session, lend }) =>
      async (to?: Server): Promise<Redis> =>
        session.connectClient(to ?? (await lend())),
  )
  /** An ioredis client of the shared server. */
  .extend('client', async ({ session, lend }): Promise<Redis> => session.connectClient(await lend()));

/** Defines a test that every server must pass. */
export const core = define('core');
/** Defines a test against real Redis or its file formats. */
export const interop = define('interop');
/** Defines a test of one of the stage's four exercises. */
export const exercise = define('exercise');

function define(tier: Tier) {
  return (
    id: string,
    title: string,
    about: Omit<Requirement, 'id' | 'title' | 'tier'>,
    body: Parameters<typeof test>[2],
  ): void => {
    const requirement: Requirement = { id, title, tier, ...about };
    const skipReason = reasonToSkip(requirement);
    const meta = skipReason === undefined ? { requirement } : { requirement, skipReason };
    test(`${id} ${title}`, { tags: [tier], meta, skip: skipReason !== undefined }, body);
  };
}

function reasonToSkip({ notOnRedis, needs = [] }: Requirement): string | undefined {
  if (inject('kata').isRedis && notOnRedis !== undefined) return notOnRedis;
  const missing = needs.find((program) => findProgram(program) === undefined);
  return missing === undefined ? undefined : `${missing} is not on PATH`;
}

function requirementOf({ meta }: { meta: TaskMeta }): Requirement {
  if (meta.requirement === undefined)
    throw new Error('tests are defined by core(), interop() and exercise()');
  return meta.requirement;
}

/** A server that never starts is told once; after that, tests are skipped. */
async function told<T>(skip: (note: string) => never, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof NeverStarted) skip(neverStarted);
    if (error instanceof NoServer) skip(error.message);
    throw error;
  }
}
