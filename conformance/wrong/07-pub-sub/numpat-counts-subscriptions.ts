// Wrong: PUBSUB NUMPAT counts each pattern once for each of its subscribers.
// Failed by: 07.54
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub, commands }) => {
  const { pubsub: right } = commands;
  commands['pubsub'] = read(-2, (args, client) => {
    if (args.word(1) !== 'numpat' || args.length > 2) return right?.run(args, client) ?? '';
    const sizes = [...pubsub.patterns.listeners.values()].map(({ size }) => size);
    return integer(sizes.reduce((sum, size) => sum + size, 0));
  });
});
