// The load generators: redis-benchmark where it is installed, and our own.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { UsageError } from '../../harness/errors.ts';
import { stages } from '../../harness/stages.ts';
import { findEntry } from '../../harness/targets/entry.ts';
import { findProgram } from '../../harness/targets/redis.ts';
import type { Command } from '../results.ts';

export interface Load {
  readonly port: number;
  readonly clients: number;
  readonly requests: number;
  readonly pipeline: number;
  readonly command: Command;
  readonly keyspace: number;
  /** Of a value, in bytes. */
  readonly size: number;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

export interface LoadGenerator {
  readonly name: string;
  /** Puts load on a server. @returns requests per second @throws {Error} when the server fails */
  run(load: Load): Promise<number>;
}

const limit = 60_000;
const root = resolve(import.meta.dirname, '../..');

/** redis-benchmark, if it is installed. */
export function redisBenchmark(): LoadGenerator | undefined {
  const program = findProgram('redis-benchmark') ?? findProgram('valkey-benchmark');
  if (program === undefined) return undefined;
  return {
    name: execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' '),
    async run({ port, clients, requests, pipeline, command, keyspace, size, signal }) {
      const { stdout } = await execa(
        program,
        // biome-ignore format: a flag and its value
        ['-h', '127.0.0.1', '-p', `${port}`, '-c', `${clients}`, '-n', `${requests}`, '-P', `${pipeline}`,
         '-r', `${keyspace}`, '-d', `${size}`, '-t', command === 'ping' ? 'ping_mbulk' : command, '--csv'],
        { cancelSignal: signal, timeout: limit, stdin: 'ignore' },
      );
      return readCsv(stdout);
    },
  };
}

/** The second line of redis-benchmark's CSV: the name of the test, requests per second, latencies. */
export function readCsv(csv: string): number {
  const rate = Number(/^"(?:SET|GET|INCR|PING_MBULK)[^"]*","([\d.]+)"/m.exec(csv)?.[1]);
  if (!(rate > 0)) throw new Error(`redis-benchmark says ${JSON.stringify(csv.slice(-200))}`);
  return rate;
}

const report = z.looseObject({ errors: z.number(), throughput: z.number() });

/** The capstone's load generator, when it is there. */
export function ownBenchmark(): LoadGenerator | undefined {
  const stage = stages.find(({ kind }) => kind === 'bench');
  const [file, ...words] = (stage && findEntry(join(root, 'solution'), stage, 'bench')) ?? [];
  if (file === undefined) return undefined;
  return {
    name: 'bench.ts',
    async run({ port, clients, requests, pipeline, command, keyspace, size, signal }) {
      const { stdout } = await execa(
        file,
        // biome-ignore format: a flag and its value
        [...words, '--host', '127.0.0.1', '--port', `${port}`, '--clients', `${clients}`, '--requests', `${requests}`,
         '--pipeline', `${pipeline}`, '--command', command, '--keyspace', `${keyspace}`, '--size', `${size}`,
         '--seed', '1', '--json'],
        { cancelSignal: signal, timeout: limit, stdin: 'ignore' },
      );
      const { errors, throughput } = report.parse(JSON.parse(stdout));
      if (errors > 0) throw new Error(`${errors} of ${requests} replies are errors`);
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
