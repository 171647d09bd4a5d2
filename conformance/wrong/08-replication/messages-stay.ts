// Wrong: what is published on a master is heard there only.
// Failed by: 08.17
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ commands, pubsub }) => {
  commands['publish'] = read(3, (args) => integer(pubsub.publish(args.string(1), args.string(2))));
});
