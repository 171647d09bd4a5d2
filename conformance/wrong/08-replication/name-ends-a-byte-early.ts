// Wrong: second_repl_offset is the last byte of the old history, and not the first that is not in it.
// Failed by: 08.62
// Also by: 08.64
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ info }) => {
  const { Replication } = info;
  info['Replication'] = () => {
    const fields = Replication?.() ?? {};
    const { second_repl_offset: next = -1 } = fields;
    return { ...fields, second_repl_offset: Math.max(-1, Number(next) - 1) };
  };
});
