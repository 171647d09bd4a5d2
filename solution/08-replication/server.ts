import { fail, main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import { createServer as createPubSubServer, flags as earlierFlags } from '../07-pub-sub/server.ts';
import { replicationCommands } from './commands.ts';
import { replicationInfo } from './info.ts';
import { type Address, createLink, type Link } from './link.ts';
import { createReplicas } from './replicas.ts';
import { createStream, newId } from './stream.ts';
import { createWaits } from './waits.ts';

/** The flags of this stage: `--replicaof "<host> <port>"` names a master to follow from the start. */
export const flags = { ...earlierFlags, replicaof: '' };

/** A server that may be a master, a replica, or both. */
export type ReplicationServer = ReturnType<typeof createServer>;

/** A server that others can follow, and that can follow another one. */
export function createServer(values: typeof flags) {
  const pubsub = createPubSubServer(values);
  const stream = createStream();
  const replicas = createReplicas(pubsub, stream, values.dir);
  const waits = createWaits(pubsub, stream, replicas);
  const { keyspace, commands } = pubsub;

  const server = Object.assign(pubsub, {
    stream,
    replicas,
    waits,
    /** The way to the master; a master has none. */
    link: undefined as Link | undefined,

    /** Follows a master, instead of the one before. */
    follow(address: Address): void {
      server.link?.close();
      server.link = createLink(server, stream, replicas, address);
    },

    /** Follows nobody: from here on the history is its own, and has a name of its own. */
    unfollow(): void {
      if (server.link === undefined) return;
      server.link.close();
      server.link = undefined;
      stream.rename(newId());
      replicas.drop(); // they have to hear of it
    },
  });

  const tell = (effect: Buffer): void => {
    if (server.link === undefined) replicas.feed(effect); // what a master says a replica passes on as it comes
  };
  server.audience.add(tell);
  setInterval(() => replicas.all.size > 0 && tell(encode(['PING'])), 10_000).unref();

  const { run, listen } = server;
  server.run = (command, args, client) => {
    if (command.write && server.link) return error("READONLY You can't write against a read only replica.");
    const reply = run(command, args, client);
    waits.note(client);
    return reply;
  };

  // Only a master decides when a key's time is over. A replica hides it until the deletion comes.
  const { expire } = keyspace;
  keyspace.expire = (key) => {
    if (server.link === undefined) expire(key);
  };

  const { publish } = commands;
  Object.assign(commands, replicationCommands(server), {
    publish: read(3, (args, client) => {
      tell(args.raw()); // it changes nothing, but replicas have subscribers, too
      return publish?.run(args, client) ?? '';
    }),
  });
  server.info['Replication'] = () => replicationInfo(server);

  server.listen = (port) => {
    const [, host, of] = /^(\S+) (\d{1,5})$/.exec(values.replicaof) ?? [];
    if (values.replicaof !== '' && host === undefined)
      fail(`--replicaof is "<host> <port>", not '${values.replicaof}'`);
    listen(port);
    if (host !== undefined) server.follow({ host, port: Number(of) });
  };
  return server;
}

main(import.meta.filename, flags, createServer);
