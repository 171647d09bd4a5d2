// Last: the two roles. Begin in commands.ts.
import { main } from '../01-tcp-echo/main.ts';
import type { Freezable } from '../06-rdb-snapshots/freezable.ts';
import { createServer as createPubSubServer, flags as earlierFlags } from '../07-pub-sub/server.ts';
import { replicationCommands } from './commands.ts';
import { replicationInfo } from './info.ts';
import { type Address, createLink, type Link } from './link.ts';
import { createReplicas } from './replicas.ts';
import { createStream } from './stream.ts';

/** The flags of this stage: `--replicaof "<host> <port>"` names a master to follow from the start. */
export const flags = { ...earlierFlags, replicaof: '' };

/** A server that may be a master, a replica, or both. */
export type ReplicationServer = ReturnType<typeof createServer>;

/** A server that others can follow, and that can follow another one. */
export function createServer(values: typeof flags, texts?: Freezable<string>) {
  const pubsub = createPubSubServer(values, texts);
  const stream = createStream(() => replicas.send());
  const replicas = createReplicas(pubsub, stream, values.dir);

  const server = Object.assign(pubsub, {
    stream,
    replicas,
    /** The way to the master; a master has none. */
    link: undefined as Link | undefined,

    /** Follows another master from here on, or none. */
    follow(address: Address | undefined): void {
      server.link?.close();
      server.link = address && createLink(server, address);
      // Who was a replica, and is none any more, goes a way of its own: what follows has another name.
    },
  });

  // Who is to know of each change? server.audience, since stage 05. A replica passes on what its master says instead.
  // Masters also say PING every ten seconds. And each second: replicas.look, server.link?.acknowledge.

  const { run, listen } = server;
  /** Called for each command whose name and arity are right. What may a replica not do, unless its master says so? */
  server.run = (command, args, client) => run(command, args, client);

  // Only a master decides that a key's time is over: keyspace.expire of stage 04 is where a key goes. GUIDE.md, "Expiry".
  // PUBLISH changes no key, but a replica has subscribers, too.

  Object.assign(server.commands, replicationCommands(server));
  server.info['Replication'] = () => replicationInfo(server);

  server.listen = (port) => {
    // --replicaof: `values.replicaof` is '' or '<host> <port>'.
    listen(port);
  };
  return server;
}

main(import.meta.filename, flags, createServer);
