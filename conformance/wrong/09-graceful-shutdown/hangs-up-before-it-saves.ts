// Wrong: clients are seen off before the last save: when that fails, they have lost their connections.
// Failed by: 09.20
// Also by: 09.21, 09.22
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown: { drain } }) => {
  const { untilReplicated, untilGone } = drain;
  drain.untilReplicated = async (over) => {
    await untilReplicated(over);
    await untilGone(over);
  };
});
