// Begin here, with publish: nobody listens, so it reaches nobody. Then subscribe; pubsub.ts and topics.ts do the work.
import { type Commands, read } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { PubSub } from './pubsub.ts';

/** https://redis.io/docs/latest/commands/?group=pubsub */
export function pubsubCommands(_pubsub: PubSub): Commands {
  // A reply may be several, one after the other: '…' + '…'. SUBSCRIBE answers one for each channel (07.6).
  return {
    // 07.1: to how many the message went.
    publish: read(3, () => notYet('publish')),
    // 07.2 – 07.8: how a change is answered is pubsub.change().
    subscribe: read(-2, () => notYet('subscribe')),
    // 07.9 – 07.14
    unsubscribe: read(-1, () => notYet('unsubscribe')),
    // 07.24: the same, with patterns.
    psubscribe: read(-2, () => notYet('psubscribe')),
    // 07.29
    punsubscribe: read(-1, () => notYet('punsubscribe')),
    // 07.45: all subscriptions end, and the reply is +RESET.
    reset: read(1, () => notYet('reset')),
    // 07.49 – 07.55: CHANNELS, NUMSUB, NUMPAT
    pubsub: read(-2, () => notYet('pubsub')),
  };
}

const notYet = (name: string): string =>
  error(`ERR not implemented yet: next is ${name} in starter/07-pub-sub/commands.ts`);
