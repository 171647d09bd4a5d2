// Wrong: SUBSCRIBE to several channels is answered once.
// Failed by: 07.6
// Also by: 07.5, 07.8, 07.9, 07.10, 07.12, 07.19, 07.23, 07.29, 07.49, 07.51, 07.52, 07.53, 07.56, 07.66, 07.73, 07.76, 07.78
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { bulk } from '../../../solution/02-resp-parser/replies.ts';
import { strings } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub, commands }) => {
  commands['subscribe'] = read(-2, (args, client) => {
    const channels = strings(args, 1);
    for (const channel of channels) pubsub.subscribe(pubsub.channels, channel, client);
    return pubsub.change('subscribe', bulk(channels.at(-1) ?? ''), client);
  });
});
