// Load, round by round: all servers in turn, then all again.
import { attempt, type Context, inTurn } from '../context.ts';
import type { Sample, Subject } from '../results.ts';
import type { LoadedServer } from '../servers.ts';
import { type LoadGenerator, putLoad } from './generator.ts';

/** A server, what puts load on it, and what this adds to the subject. */
export interface Pair {
  readonly server: LoadedServer;
  readonly generator: LoadGenerator;
  readonly of?: Subject;
}

/** Measures each subject with all pairs in turn, for about as long as the settings say, in each round. */
export async function measureInRounds(
  context: Context,
  part: Sample['part'],
  subjects: readonly Subject[],
  pairs: readonly Pair[],
): Promise<void> {
  const { settings, samples, signal, tell } = context;
  const { rounds, seconds, clients, keyspace } = settings;
  const rates = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    for (const [i, subject] of subjects.entries()) {
      const text = subjectText(subject);
      tell(`round ${round + 1} of ${rounds}: ${text}`, (round + i / subjects.length) / rounds);
      for (const { server, generator, of } of inTurn(pairs, round)) {
        const { command = 'set', pipeline = 1, valueBytes: size = 3 } = subject;
        const run = (requests: number) =>
          attempt(context, server.target, text, () =>
            putLoad(server, generator, { clients, keyspace, command, pipeline, size, requests }, signal),
          );
        const key = `${server.target.name} ${generator.name} ${text}`;
        // The first run is short, and isn't counted: the server warms up, and says how much is enough.
        const rate = rates.get(key) ?? (await run(2000 * Math.min(pipeline, 16)))?.perSecond ?? 0;
        const found = await run(Math.max(1000, Math.round(rate * seconds)));
        if (found === undefined) continue;
        rates.set(key, found.perSecond);
        samples.push({ part, of: { ...subject, ...of }, target: server.target.name, round, found });
      }
    }
  }
}

/** `SET ×16, 3 bytes, AOF everysec` */
export function subjectText({ command = 'set', pipeline, valueBytes, aof = 'off' }: Subject): string {
  const bytes = valueBytes === undefined ? '' : `, ${valueBytes} bytes`;
  return `${command.toUpperCase()} ×${pipeline}${bytes}${aof === 'off' ? '' : `, AOF ${aof}`}`;
}
