import type { ReplicationServer } from '../../08-replication/server.ts';
import type { Output } from './output.ts';
import type { FastArgs } from './parser.ts';

/** What the fast commands of a turn have changed. */
export type Changes = ReturnType<typeof createChanges>;

/**
 * Tells the log and the replicas of changes, many at a time: commands that lie one behind the other in the input are one
 * piece of bytes. Before anything else changes `tell` has to be called, so that all hear it in order.
 */
export function createChanges(server: ReplicationServer, output: Output) {
  let uncounted = 0;
  let input: Buffer = Buffer.alloc(0);
  let [from, to] = [0, 0];
  let unsure: number[] = []; // where replies begin and end that are only true once the log is written

  const changes = {
    /** A command has changed something. Its reply is the latest in the output, and begins at `reply`. */
    add(args: FastArgs, bytes: Buffer, reply: number): void {
      uncounted++;
      if (server.audience.size === 0) return;
      if (bytes !== input || args.begin() !== to) {
        changes.tell();
        input = bytes;
        from = args.begin();
      }
      to = args.behind();
      unsure.push(reply, output.used());
      if (server.stream.begun) changes.tell(); // after each command its client's offset is noted
    },

    /** Counts them, which has to be between two commands: what is counted during one is taken for its own change. */
    count(): void {
      server.keyspace.dirty += uncounted;
      uncounted = 0;
    },

    /** Tells of all that hasn't been told. */
    tell(): void {
      if (to > from) {
        const effect = input.subarray(from, to);
        for (const listener of server.audience) listener(effect);
      }
      from = to = 0;
    },

    /** The replies of this turn that aren't true if the log can't be written. */
    takeUnsure(): readonly number[] {
      const taken = unsure;
      unsure = [];
      return taken;
    },
  };

  return changes;
}
