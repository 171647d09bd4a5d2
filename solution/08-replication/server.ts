import { fail, main } from '../01-tcp-echo/main.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import type { Freezable } from '../06-rdb-snapshots/freezable.ts';
import { createServer as createPubSubServer, flags as earlierFlags } from '../07-pub-sub/server.ts';
import { replicationCommands } from './commands.ts';
import { replicationInfo } from './info.ts';
import { type Address, createLink, type Link, master } from './link.ts';
import { createReplicas } from './replicas.ts';
import { createStream, newId } from './stream.ts';

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
    /** Where the stream was after the latest write of a client. */
    offsets: new WeakMap<Client, number>(),

    /** Follows another master from here on, or none. */
    follow(address: Address | undefined): void {
      const { link } = server;
      server.audience.add(replicas.hear); // it may be a master of others one day
      link?.close();
      server.link = address && createLink(server, address);
      if (link === undefined || address !== undefined) return;
      stream.rename(newId()); // what follows happens nowhere else
      replicas.drop(); // they have to hear of it
    },
  });

  setInterval(() => replicas.all.size > 0 && replicas.feed(encode(['PING'])), 10_000).unref();
  setInterval(() => [replicas.look(), server.link?.acknowledge()], 1000).unref();

  const { run, listen, keyspace } = server;
  server.run = (command, args, client) => {
    if (command.write && server.link && client !== master)
      return error("READONLY You can't write against a read only replica.");
    const reply = run(command, args, client);
    if (stream.begun && args.word(0) === 'publish') replicas.feed(args.raw()); // a replica has subscribers, too
    if (command.write && stream.begun) server.offsets.set(client, stream.offset);
    return reply;
  };

  // Only a master decides that a key's time is over. A replica hides the key until it is told.
  const { expire } = keyspace;
  keyspace.expire = (key) => {
    if (server.link === undefined) expire(key);
  };

  Object.assign(server.commands, replicationCommands(server));
  server.info['Replication'] = () => replicationInfo(server);

  server.listen = (port) => {
    const [, host, masterPort] = /^(\S+) (\d{1,5})$/.exec(values.replicaof) ?? [];
    if (values.replicaof !== '' && host === undefined)
      fail(`--replicaof is "<host> <port>", not '${values.replicaof}'`);
    listen(port);
    if (host !== undefined) server.follow({ host, port: Number(masterPort) });
  };
  return server;
}

main(import.meta.filename, flags, createServer);
