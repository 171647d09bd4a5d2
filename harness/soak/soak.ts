// The long crash test: a server lives many short lives on the same folder, and is killed in the middle of each.
import { appendFileSync, cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeDir, type StartOptions } from '../candidate/candidate.ts';
import { createRandom, type Random } from '../random.ts';
import { type Server, startServer } from '../suite/server.ts';
import type { Launch } from '../targets/launch.ts';
import { Failure } from '../verdict/failure.ts';
import { encodeCommand } from '../wire/command.ts';
import { openWire } from '../wire/connection.ts';
import { createTranscript } from '../wire/transcript.ts';
import type { Wire } from '../wire/wire.ts';
import { readDataset } from './dataset.ts';
import { startDisturber } from './disturber.ts';
import { acknowledged, type Dataset } from './history.ts';
import type { Mode } from './modes.ts';
import { type Expectation, verify } from './verify.ts';
import { startWriter } from './writer.ts';

export interface SoakOptions {
  readonly launch: Launch;
  readonly runDir: string;
  readonly seed: number;
  readonly writers: number;
}

/** How a server was written to, and killed. */
export interface Kill {
  readonly acknowledged: number;
  /** In ms, from the first command to the kill. */
  readonly after: number;
}

/** A server that is killed again and again. */
export interface Soak {
  readonly mode: Mode;
  /**
   * Starts the server and checks everything it has.
   * @returns the number of keys
   * @throws {DataLoss} when it has not what it must have
   * @throws {Failure} when it doesn't start, or doesn't say what it has
   */
  resume(): Promise<number>;
  /** Has the server written to, and kills it. @throws {Failure} when a reply is wrong */
  kill(): Promise<Kill>;
  /** Copies the server's folder, for whoever wants to see what is in it. */
  keep(folder: string): void;
}

/** A server came back without what it must have, or with what nobody asked for. */
export class DataLoss extends Error {
  override name = 'DataLoss';
}

/** Prepares a server that keeps its data in this mode. */
export function createSoak(mode: Mode, options: SoakOptions): Soak {
  const dir = makeDir(options.runDir);
  const random = createRandom(options.seed, mode.name);
  const start: StartOptions = {
    launch: options.launch,
    runDir: options.runDir,
    flags: { dir, ...mode.flags },
    speaksResp: true,
  };
  let server: Server | undefined;
  let found: Dataset = new Map();
  let expected: Expectation = { histories: [], least: () => 0, oneInstant: false };

  return {
    mode,
    async resume() {
      if (server === undefined)
        server = await startServer(start, { name: '', transcript: createTranscript() });
      else await server.restart();
      found = await readDataset(await connectTo(server));
      const wrong = verify(found, expected);
      if (wrong.length > 0) throw new DataLoss(wrong.join('\n'));
      return found.size;
    },
    async kill() {
      const candidate = server;
      if (candidate === undefined) throw new Error('a server is resumed before it is killed');
      const wires = Array.from({ length: options.writers + 1 }, () => connectTo(candidate));
      const [wire, ...others] = await Promise.all(wires);
      if (wire === undefined) throw new Error('no connection');
      const writers = others.map((other, i) => {
        const keys = Array.from({ length: mode.keysPerWriter }, (_, k) => `w${i}:${k}`);
        return startWriter(other, random, keys, found);
      });
      const disturber = startDisturber(wire, random, mode);
      const ended = Promise.all([disturber.ended, ...writers.map((writer) => writer.ended)]);
      const moment = disturber.saves(random.integer(0, 3)).then(() => delay(random.integer(1, mode.longest)));
      const began = performance.now();
      // A wrong reply ends it early.
      await Promise.race([moment, ended]);
      if (candidate.exit !== undefined) throw new Failure('crashed', 'the server ended by itself');
      await candidate.crash();
      const after = Math.round(performance.now() - began);
      await ended;

      const histories = writers.map(({ history }) => history);
      expected = mode.promise(histories, disturber.savedAt);
      if (mode.disturbance === 'BGREWRITEAOF' && random.integer(0, 3) === 0) tearLog(dir, random);
      return { acknowledged: histories.reduce((sum, one) => sum + acknowledged(one), 0), after };
    },
    keep: (folder) => cpSync(dir, folder, { recursive: true }),
  };
}

function connectTo(server: Server): Promise<Wire> {
  // Nobody looks whether the server is idle: twenty writers that all did would keep the machine busy by themselves.
  return openWire({ port: server.port, waitFor: () => [], transcript: createTranscript(), name: '' });
}

/** Ends the log in the middle of a command, as a power cut does. */
function tearLog(dir: string, random: Random): void {
  const command = encodeCommand(['SET', `w0:${random.integer(0, 9)}`, random.text(100)]);
  const log = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^appendonly\.aof|\.incr\.aof)$/.test(name))
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .at(-1);
  if (log !== undefined) appendFileSync(log, command.subarray(0, random.integer(1, command.length - 1)));
}
