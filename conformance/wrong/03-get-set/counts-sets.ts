// Wrong: DBSIZE counts the times that a key was set and not the keys.
// Failed by: 03.54
// Also by: 03.70
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createKeyspace } from '../../../solution/03-get-set/keyspace.ts';
import { serveKeyspace } from '../keys.ts';

const keyspace = createKeyspace();
const { set, clear } = keyspace;
let count = 0;

serveKeyspace(
  import.meta.filename,
  Object.assign(keyspace, {
    set(key: string, value: string) {
      set(key, value);
      count++;
    },
    clear() {
      clear();
      count = 0;
    },
  }),
  () => ({ dbsize: read(1, () => integer(count)) }),
);
