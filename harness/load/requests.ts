// What a load generator sent, read from the bytes of one connection.
import Parser from 'redis-parser';

/** A request as the instrumented server saw it. Times are of the harness's clock, in ms. */
export interface SeenRequest {
  /** Its number, of all requests, from 0. */
  readonly index: number;
  /** The number of its connection, from 0. */
  readonly connection: number;
  readonly words: readonly Buffer[];
  readonly receivedAt: number;
  /** When its reply was handed to the kernel, if it was. */
  answeredAt?: number;
}

/** Reads requests, arrays of bulk strings. `onRequest` gets the words of each, `onProblem` what is no request. */
export function createRequestReader(
  onRequest: (words: readonly Buffer[]) => void,
  onProblem: (problem: string) => void,
): (chunk: Buffer) => void {
  const parser = new Parser({
    returnBuffers: true,
    returnReply(value: unknown) {
      if (Array.isArray(value) && value.length > 0 && value.every((word) => Buffer.isBuffer(word)))
        onRequest(value);
      else onProblem('the load generator sent something that is no array of bulk strings');
    },
    returnError: () => onProblem('the load generator sent an error instead of a request'),
    returnFatalError: (error: Error) => onProblem(`the load generator sent no RESP: ${error.message}`),
  });
  return (chunk) => parser.execute(chunk);
}
