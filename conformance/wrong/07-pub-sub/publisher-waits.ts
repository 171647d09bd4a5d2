// Wrong: a publisher is not read from until its slowest subscriber has caught up.
// Failed by: 07.68
// Also by: 07.65, 07.69, 07.70, 07.71, 07.84, 07.85, 07.86
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub, commands }) => {
  const { publish } = commands;
  commands['publish'] = read(3, (args, publisher) => {
    const reply = publish?.run(args, publisher) ?? '';
    for (const { socket } of pubsub.channels.listeners.get(args.string(1)) ?? []) {
      if (socket.writableLength < 1024 * 1024) continue;
      publisher.socket.pause();
      socket.once('drain', () => publisher.socket.resume());
      socket.once('close', () => publisher.socket.resume());
    }
    return reply;
  });
});
