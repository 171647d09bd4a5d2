// Wrong: PUBSUB CHANNELS tells channels that their last subscriber has left.
// Failed by: 07.53
// Also by: 07.66
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { glob } from '../../../solution/03-get-set/glob.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub, commands }) => {
  const known = new Set<string>();
  const { subscribe } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    if (topics === pubsub.channels) known.add(topic);
    subscribe(topics, topic, client);
  };
  const { pubsub: right } = commands;
  commands['pubsub'] = read(-2, (args, client) => {
    if (args.word(1) !== 'channels' || args.length > 3) return right?.run(args, client) ?? '';
    const matches = args.length === 3 ? glob(args.string(2)) : () => true;
    return array([...known].filter(matches).map(bulk));
  });
});
