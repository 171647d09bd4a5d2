import { type Commands, read, wrongArity } from '../02-resp-parser/commands.ts';
import { array, bulk, error, integer, nil, ok, simple } from '../02-resp-parser/replies.ts';
import { glob } from '../03-get-set/glob.ts';
import { strings } from '../03-get-set/strings.ts';
import type { PubSub } from './pubsub.ts';
import type { Topics } from './topics.ts';

/** https://redis.io/docs/latest/commands/?group=pubsub */
export function pubsubCommands(pubsub: PubSub): Commands {
  const { channels, patterns } = pubsub;

  const subscribe = (name: string, topics: Topics) =>
    read(-2, (args, client) => {
      const replies = strings(args, 1).map((topic) => {
        pubsub.subscribe(topics, topic, client);
        return pubsub.change(name, bulk(topic), client);
      });
      return replies.join('');
    });

  const unsubscribe = (name: string, topics: Topics) =>
    read(-1, (args, client) => {
      const named = args.length > 1 ? strings(args, 1) : topics.of(client);
      if (named.length === 0) return pubsub.change(name, nil, client);
      const replies = named.map((topic) => {
        pubsub.unsubscribe(topics, topic, client);
        return pubsub.change(name, bulk(topic), client);
      });
      return replies.join('');
    });

  return {
    subscribe: subscribe('subscribe', channels),
    psubscribe: subscribe('psubscribe', patterns),
    unsubscribe: unsubscribe('unsubscribe', channels),
    punsubscribe: unsubscribe('punsubscribe', patterns),
    publish: read(3, (args) => integer(pubsub.publish(args.string(1), args.string(2)))),

    pubsub: read(-2, (args) => {
      const about = args.word(1);
      if (about === 'channels') {
        if (args.length > 3) return wrongArity('pubsub|channels');
        const matches = args.length === 3 ? glob(args.string(2)) : () => true;
        return array([...channels.listeners.keys()].filter(matches).map(bulk));
      }
      if (about === 'numsub') {
        const count = (channel: string) => integer(channels.listeners.get(channel)?.size ?? 0);
        return array(strings(args, 2).flatMap((channel) => [bulk(channel), count(channel)]));
      }
      if (about === 'numpat') {
        return args.length === 2 ? integer(patterns.listeners.size) : wrongArity('pubsub|numpat');
      }
      return error(`ERR unknown subcommand '${args.string(1)}'. Try PUBSUB HELP.`);
    }),

    quit: read(-1, (_, client) => {
      pubsub.forget(client); // nothing comes behind the reply
      client.closing = true;
      return ok;
    }),
    reset: read(1, (_, client) => {
      pubsub.forget(client);
      return simple('RESET');
    }),
  };
}
