// A real client: ioredis, with everything off that would hide what the server did.
import type { Redis } from 'ioredis';
import { beginWait } from '../candidate/patience.ts';
import { Failure } from '../verdict/failure.ts';
import { ErrorReply } from '../wire/reply.ts';
import { quote, tellCommand } from '../wire/text.ts';
import type { Transcript } from '../wire/transcript.ts';
import type { Server } from './server.ts';

/** Connects ioredis: no reconnection, no retries, no ready check. Its commands are noted in the transcript. */
export async function openClient(
  server: Server,
  transcript: Transcript,
  waitFor: () => readonly { readonly pid: number }[],
): Promise<Redis> {
  // Loaded here because most tests need no client, and loading it takes longer than they do.
  const { Redis } = await import('ioredis');
  const client = new Redis(server.port, '127.0.0.1', {
    lazyConnect: true,
    retryStrategy: null,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
  // Failures reach the test as rejected commands.
  client.on('error', () => {});

  let timedOut = '';
  const sendCommand = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const words = [
      command.name.toUpperCase(),
      ...command.args.flat().map((arg) => (Buffer.isBuffer(arg) ? arg : String(arg))),
    ];
    const line = transcript.note('ioredis', 'sent', () => tellCommand(words));
    const answer = (text: () => string) => {
      line.answer = { text, took: performance.now() - line.at };
    };
    const wait = beginWait(waitFor(), 15_000);
    void wait.givenUp.then((reason) => {
      if (reason === '') return;
      timedOut = reason;
      command.reject(new Error(`Command timed out: ${reason}`));
    });
    command.promise
      .then(
        (reply) => answer(() => tellValue(reply)),
        (error: Error) => answer(() => tellValue(error)),
      )
      .finally(wait.end);
    return sendCommand(command, stream);
  };
  await client.connect().catch((error) => {
    // After a HELLO that isn't answered ioredis closes the connection itself.
    if (timedOut === '') throw error;
    throw new Failure('timed out', timedOut, {
      expected: 'an answer to HELLO, be it an error',
      received: 'nothing',
    });
  });
  return client;
}

function tellValue(value: unknown): string {
  if (Buffer.isBuffer(value)) return quote(value);
  if (value instanceof Error || value instanceof ErrorReply) return `-${value.message}`;
  return JSON.stringify(value) ?? String(value);
}
