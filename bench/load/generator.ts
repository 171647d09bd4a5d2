// The load generators: redis-benchmark where it is installed, and our own.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { UsageError } from '../../harness/errors.ts';
import { stages } from '../../harness/stages.ts';
import { findEntry } from '../../harness/targets/entry.ts';
import { findProgram } from '../../harness/targets/path.ts';
import type { LoadedServer } from '../servers.ts';
import type { Command } from '../settings.ts';

export interface Load {
  readonly clients: number;
  readonly requests: number;
  readonly pipeline: number;
  readonly command: Command;
  readonly keyspace: number;
  /** Of a value, in bytes. */
  readonly size: number;
}

/** A program that puts load on a server, and says how many requests per second were answered. */
export interface LoadGenerator {
  readonly name: string;
  command(port: number, load: Load): string[];
  /** Reads requests per second from what it says. @throws {Error} when the server failed */
  read(output: string): number;
}

/** Flags and their values as the words of a command. */
const words = (flags: Readonly<Record<string, string | number>>): string[] =>
  Object.entries(flags).flatMap(([flag, value]) => [flag, `${value}`]);

const longest = 60_000;
const root = resolve(import.meta.dirname, '../..');

/** redis-benchmark, if it is installed. */
export function redisBenchmark(): LoadGenerator | undefined {
  const program = findProgram('redis-benchmark') ?? findProgram('valkey-benchmark');
  if (program === undefined) return undefined;
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return {
    name: version.trim().split(' ').slice(0, 2).join(' '),
    command: (port, { clients, requests, pipeline, command, keyspace, size }) => {
      const test = command === 'ping' ? 'ping_mbulk' : command;
      const load = { '-c': clients, '-n': requests, '-P': pipeline, '-r': keyspace, '-d': size, '-t': test };
      return [program, ...words({ '-h': '127.0.0.1', '-p': port, ...load }), '--csv'];
    },
    read: readCsv,
  };
}

/** The second line of redis-benchmark's CSV: the name of the test, requests per second, latencies. */
export function readCsv(csv: string): number {
  const rate = Number(/^"(?:SET|GET|INCR|PING_MBULK)[^"]*","([\d.]+)"/m.exec(csv)?.[1]);
  if (rate > 0) return rate;
  throw new Error(`redis-benchmark says ${JSON.stringify(csv.slice(-200))}`);
}

const report = z.looseObject({ errors: z.number(), throughput: z.number() });

/** The capstone's load generator, when it is there. */
export function ownBenchmark(): LoadGenerator | undefined {
  const stage = stages.find(({ kind }) => kind === 'bench');
  const entry = stage && findEntry(join(root, 'solution'), stage, 'bench');
  if (entry === undefined) return undefined;
  return {
    name: 'bench.ts',
    command: (port, { clients, requests, pipeline, command, keyspace, size }) => {
      const load = {
        '--clients': clients,
        '--requests': requests,
        '--pipeline': pipeline,
        '--command': command,
      };
      const data = { '--keyspace': keyspace, '--size': size, '--seed': 1 };
      return [...entry, ...words({ '--host': '127.0.0.1', '--port': port, ...load, ...data }), '--json'];
    },
    read(output) {
      const { errors, throughput } = report.parse(JSON.parse(output));
      if (errors > 0) throw new Error(`${errors} replies are errors`);
      return throughput;
    },
  };
}

/** What measures. @throws {UsageError} when there is nothing */
export function chooseGenerator(): LoadGenerator {
  const generator = redisBenchmark() ?? ownBenchmark();
  if (generator !== undefined) return generator;
  throw new UsageError(
    'there is no load generator: install redis-benchmark (Debian, Ubuntu: apt-get install redis-tools; macOS: brew install redis)',
  );
}

/** What one run of a load generator came to; without what processors did where this can't be seen. */
export interface Loaded extends Record<string, number> {
  /** Requests that were answered per second. */
  readonly perSecond: number;
}

/** Puts load on a server, once. */
export async function putLoad(
  server: LoadedServer,
  generator: LoadGenerator,
  load: Load,
  signal: AbortSignal,
): Promise<Loaded> {
  const once = async (requests: number) => {
    const [file = '', ...words] = generator.command(server.port(), { ...load, requests });
    const [before, serverBefore] = [childrenTime(), server.cpu()];
    const { stdout } = await execa(file, words, { cancelSignal: signal, timeout: longest, stdin: 'ignore' });
    return { stdout, used: childrenTime() - before, serverUsed: server.cpu() - serverBefore };
  };
  const start = starts.get(generator.name) ?? (await once(1)).used;
  starts.set(generator.name, start);
  const { stdout, used, serverUsed } = await once(load.requests);
  const perSecond = generator.read(stdout);
  const seconds = load.requests / perSecond;
  if (serverUsed === 0 && used === 0) return { perSecond };
  return {
    perSecond,
    cpuMicros: (1e6 * serverUsed) / load.requests,
    serverBusy: serverUsed / seconds,
    generatorBusy: Math.max(0, used - start) / seconds,
  };
}

/** Processor time that each generator needs to start, in s: no part of its load. */
const starts = new Map<string, number>();

/** The processor time of our child processes that have ended, in s (proc(5): cutime and cstime); 0 where this can't be seen. */
function childrenTime(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}
