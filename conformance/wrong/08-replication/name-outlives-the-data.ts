// Wrong: a full resynchronisation leaves the second name of the history that has ended.
// Failed by: 08.65
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ stream, info }) => {
  const { Replication } = info;
  const { rename, restart } = stream;
  let left = {};
  stream.restart = (id, offset) => {
    const { master_replid2 = '', second_repl_offset = -1 } = Replication?.() ?? {};
    left = { master_replid2, second_repl_offset };
    restart(id, offset);
  };
  stream.rename = (id) => {
    left = {};
    rename(id);
  };
  info['Replication'] = () => ({ ...Replication?.(), ...left });
});
