import { main } from '../01-tcp-echo/main.ts';
import { type Commands, read } from '../02-resp-parser/commands.ts';
import { array, bulk, error, integer, nil } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { glob } from '../03-get-set/glob.ts';
import { strings } from '../03-get-set/strings.ts';
import { createPubSub, type PubSub } from './pubsub.ts';
import { createServer, flags, type PubSubServer } from './server.ts';

/** The flags of the stage, and those of exercises 2 and 3. */
export const exerciseFlags = {
  ...flags,
  'notify-keyspace-events': '',
  'client-output-buffer-limit': 'pubsub 32mb 8mb 60',
};

/** The server with what the four exercises add to it. */
export function createExercises(values: typeof exerciseFlags): PubSubServer {
  const server = createServer(values);
  const shards = hearShards(server);
  tellChanges(server, values['notify-keyspace-events']);
  limitOutput(server, values['client-output-buffer-limit']);
  push(server, [server.pubsub, shards]);
  return server;
}

/** 1. Shard channels: https://redis.io/docs/latest/develop/interact/pubsub/#sharded-pubsub */
function hearShards(server: PubSubServer): PubSub {
  const { pubsub, commands } = server;
  const shards = createPubSub(server);
  const { channels } = shards;

  const { listens, forget } = pubsub;
  pubsub.listens = (client) => listens(client) || shards.listens(client);
  pubsub.forget = (client) => {
    forget(client);
    shards.forget(client);
  };

  const { pubsub: ask } = commands;
  Object.assign(commands, {
    ssubscribe: read(-2, (args, client) => {
      const replies = strings(args, 1).map((channel) => {
        shards.subscribe(channels, channel, client);
        return shards.change('ssubscribe', bulk(channel), client);
      });
      return replies.join('');
    }),

    sunsubscribe: read(-1, (args, client) => {
      const named = args.length > 1 ? strings(args, 1) : channels.of(client);
      const replies = named.map((channel) => {
        shards.unsubscribe(channels, channel, client);
        return shards.change('sunsubscribe', bulk(channel), client);
      });
      return named.length > 0 ? replies.join('') : shards.change('sunsubscribe', nil, client);
    }),

    spublish: read(3, (args) => {
      const { size } = channels.listeners.get(args.string(1)) ?? new Set();
      const message = array([bulk('smessage'), bulk(args.string(1)), bulk(args.string(2))]);
      for (const client of channels.listeners.get(args.string(1)) ?? []) pubsub.tell(client, message);
      return integer(size);
    }),

    pubsub: read(-2, (args, client) => {
      if (args.word(1) === 'shardchannels') {
        const matches = args.length > 2 ? glob(args.string(2)) : () => true;
        return array([...channels.listeners.keys()].filter(matches).map(bulk));
      }
      if (args.word(1) === 'shardnumsub') {
        const count = (channel: string) => integer(channels.listeners.get(channel)?.size ?? 0);
        return array(strings(args, 2).flatMap((channel) => [bulk(channel), count(channel)]));
      }
      return ask?.run(args, client) ?? '';
    }),
  } satisfies Commands);
  return shards;
}

/** 2. Keyspace notifications: https://redis.io/docs/latest/develop/use/keyspace-notifications/ */
function tellChanges(server: PubSubServer, letters: string): void {
  const { keyspace, pubsub } = server;
  const tell = (kind: '$' | 'g' | 'x', event: string, key: string): void => {
    if (!letters.includes(kind) && !letters.includes('A')) return;
    if (letters.includes('K')) pubsub.publish(`__keyspace@0__:${key}`, event);
    if (letters.includes('E')) pubsub.publish(`__keyevent@0__:${event}`, key);
  };

  let command = '';
  let keepsTime = false;
  const { run } = server;
  server.run = (what, args, client) => {
    command = args.word(0);
    keepsTime = command === 'set' && strings(args, 3).some((option) => /^keepttl$/i.test(option));
    return run(what, args, client);
  };

  // Each change of a key goes through one of these; a command that changes nothing calls none of them.
  const { set, update, delete: remove, expireAt, persist, expire } = keyspace;
  keyspace.set = (key, value) => {
    set(key, value);
    tell('$', 'set', key);
  };
  keyspace.update = (key, value) => {
    update(key, value);
    tell('$', command === 'append' ? 'append' : 'incrby', key);
  };
  keyspace.delete = (key) => {
    const existed = remove(key);
    if (existed) tell('g', 'del', key);
    return existed;
  };
  keyspace.expireAt = (key, deadline) => {
    expireAt(key, deadline);
    if (!keepsTime) tell('g', 'expire', key);
  };
  keyspace.persist = (key) => {
    const had = persist(key);
    if (had) tell('g', 'persist', key);
    return had;
  };
  keyspace.expire = (key) => {
    expire(key);
    tell('x', 'expired', key);
  };
}

/** 3. What may wait for a subscriber, and for how long: https://redis.io/docs/latest/develop/reference/clients/ */
function limitOutput({ pubsub }: PubSubServer, setting: string): void {
  const [, hard, soft, seconds] = setting.split(' ');
  const softLimit = bytes(soft);
  pubsub.limit = bytes(hard);
  /** Since when a client has been above the soft limit, in ms. */
  const above = new Map<Client, number>();

  const look = (client: Client): void => {
    const since = above.get(client) ?? performance.now();
    if (client.socket.destroyed || client.socket.writableLength <= softLimit) above.delete(client);
    else if (performance.now() - since > Number(seconds) * 1000) pubsub.cut(client);
    else above.set(client, since);
  };
  const { tell } = pubsub;
  pubsub.tell = (client, message) => {
    tell(client, message);
    look(client);
  };
  setInterval(() => [...above.keys()].forEach(look), 100).unref();
}

/** A size such as 1048576 or 1mb; 0 is no limit. */
function bytes(size = '0'): number {
  const factor = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[size.slice(-2).toLowerCase()] ?? 1;
  return Number.parseInt(size, 10) * factor || Number.POSITIVE_INFINITY;
}

/** 4. Pushes: https://redis.io/docs/latest/develop/reference/protocol-spec/#pushes */
function push({ pubsub, commands }: PubSubServer, kinds: readonly PubSub[]): void {
  const modern = new WeakSet<Client>();
  const shape = (message: string, client: Client) => (modern.has(client) ? `>${message.slice(1)}` : message);

  for (const kind of kinds) {
    const { change } = kind;
    kind.change = (what, topic, client) =>
      shape(change(what, modern.has(client) && topic === nil ? '_\r\n' : topic, client), client);
  }
  const { tell, listens } = pubsub;
  pubsub.tell = (client, message) => tell(client, shape(message, client));
  pubsub.listens = (client) => listens(client) && !modern.has(client); // which may say anything

  const { reset } = commands;
  Object.assign(commands, {
    hello: read(-1, (args, client) => {
      const version = args.length > 1 ? args.string(1) : '';
      if (!/^[23]?$/.test(version)) return error('NOPROTO unsupported protocol version');
      if (version === '3') modern.add(client);
      if (version === '2') modern.delete(client);
      const proto = modern.has(client) ? 3 : 2;
      const fields = [bulk('server'), bulk('redis'), bulk('proto'), integer(proto)];
      return proto === 3 ? `%${fields.length / 2}\r\n${fields.join('')}` : array(fields);
    }),
    reset: read(1, (args, client) => {
      modern.delete(client);
      return reset?.run(args, client) ?? '';
    }),
  } satisfies Commands);
}

main(import.meta.filename, exerciseFlags, createExercises);
