// Wrong: values are views of an input buffer that is used again for what comes next.
// Failed by: 03.16
// Also by: 03.17, 03.61, 03.76, 03.77
import { createKeyspace } from '../../../solution/03-get-set/keyspace.ts';
import { serveKeyspace } from '../keys.ts';

const keyspace = createKeyspace();
const { get, set, delete: remove, clear } = keyspace;
const input = Buffer.alloc(2048);
const views = new Map<string, Buffer>();
let at = 0;

serveKeyspace(
  import.meta.filename,
  Object.assign(keyspace, {
    get: (key: string) => views.get(key)?.toString('latin1') ?? get(key),
    set(key: string, value: string) {
      views.delete(key);
      set(key, value);
      // What is large has memory of its own.
      if (value.length > input.length / 2) return;
      if (at + value.length > input.length) at = 0;
      views.set(key, input.subarray(at, at + input.write(value, at, 'latin1')));
      at += value.length;
    },
    delete(key: string) {
      views.delete(key);
      return remove(key);
    },
    clear() {
      views.clear();
      clear();
    },
  }),
);
