// Wrong: SAVE answers before the file is there.
// Failed by: 06.1
// Also by: 06.2, 06.4, 06.5, 06.6, 06.7, 06.8, 06.9, 06.10, 06.11, 06.12, 06.41, 06.42, 06.43, 06.44, 06.46, 06.49, 06.50, 06.51, 06.52, 06.53, 06.56, 06.57, 06.65
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { commands, run, saves } = server;
  let owed = false;
  commands['save'] = read(1, () => {
    owed = true;
    return ok;
  });
  // It is written when a client says something else: whoever looks before finds no file.
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (owed && args.word(0) !== 'save') owed = !saves.now();
    return reply;
  };
});
