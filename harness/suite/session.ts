// One test's dealings with candidates: its servers, its connections, its transcript and, at the end, its outcome.
import type { Redis } from 'ioredis';
import { createRandom, type Random } from '../random.ts';
import { stageOfTest } from '../stages.ts';
import type { Outcome, Requirement } from '../verdict/verdict.ts';
import { openWire, wireOver } from '../wire/connection.ts';
import { createTranscript } from '../wire/transcript.ts';
import type { Wire } from '../wire/wire.ts';
import { createBarrier } from './barrier.ts';
import { openClient } from './client.ts';
import type { KataContext } from './context.ts';
import { type Listener, openListener } from './listener.ts';
import { type RunLoad, runLoad } from './load.ts';
import { outcomeOf, type ThrownError } from './outcome.ts';
import { type RunProgram, runProgram } from './program.ts';
import type { Server } from './server.ts';
import { createServers, type Servers } from './servers.ts';

export interface Session {
  readonly random: Random;
  readonly servers: Servers;
  /** Opens a connection. */
  connect(server: Server): Promise<Wire>;
  /** Opens a port, to which a server may connect. */
  listen(): Promise<Listener>;
  /** Sees to it that a server that outlives the test is nobody's replica. */
  free(server: Server): Promise<void>;
  /** Connects ioredis. */
  connectClient(server: Server): Promise<Redis>;
  /** Runs a program to its end, in the run's folder. */
  readonly run: RunProgram;
  /** Runs the target's load generator to its end. */
  readonly load: RunLoad;
  /** Says how the test ended, closes its connections and ends its servers. */
  close(errors: readonly ThrownError[]): Promise<Outcome>;
}

/** Opens the session of one test. */
export function openSession(kata: KataContext, requirement: Requirement): Session {
  const transcript = createTranscript();
  const servers = createServers(kata, requirement, transcript);
  const echoes = stageOfTest(requirement.id)?.kind === 'echo';
  const wires: Wire[] = [];
  const barriers: Wire[] = [];
  const clients: Redis[] = [];
  const listeners: Listener[] = [];
  const waitFor = () => servers.used;
  let loadStderr = (): string[] => [];

  const barrierOf = (server: Server) => {
    const hidden = async () => {
      const wire = await openWire({ port: server.port, waitFor, transcript: createTranscript(), name: '' });
      barriers.push(wire);
      return wire;
    };
    return createBarrier(hidden, echoes);
  };
  const nextName = () => (wires.length === 0 ? '' : `#${wires.length + 1}`);
  const keep = (wire: Wire): Wire => {
    wires.push(wire);
    return wire;
  };

  return {
    random: createRandom(kata.seed, requirement.id),
    servers,
    async connect(server) {
      const [name, barrier] = [nextName(), barrierOf(server)];
      return keep(await openWire({ port: server.port, waitFor, transcript, name, barrier }));
    },
    async listen() {
      const listener = await openListener(transcript, (socket, from) =>
        keep(wireOver(socket, { waitFor, transcript, name: nextName(), barrier: barrierOf(from) })),
      );
      listeners.push(listener);
      return listener;
    },
    async free({ port }) {
      const wire = await openWire({ port, waitFor, transcript: createTranscript(), name: '' });
      await wire.command('REPLICAOF', 'NO', 'ONE').reply({ within: 2_000 });
      wire.close();
    },
    async connectClient(server) {
      const client = await openClient(server, transcript, waitFor);
      clients.push(client);
      return client;
    },
    run: (file, ...args) => runProgram(kata.runDir, transcript, file, args),
    load: (...run) => {
      const show = (stderr: () => string[]) => {
        loadStderr = stderr;
      };
      return runLoad(servers.program, kata.runDir, transcript, show, run);
    },
    async close(errors) {
      const outcome = await outcomeOf({
        errors,
        kata,
        transcript,
        servers: servers.used,
        wires,
        stderr: loadStderr(),
      });
      for (const wire of [...wires, ...barriers]) wire.close();
      for (const client of clients) client.disconnect();
      for (const listener of listeners) listener.close();
      await servers.end();
      return outcome;
    },
  };
}
