// Wrong: keys are the names of a plain object's properties, so `constructor` is there from the beginning.
// Failed by: 03.10
import { createKeyspace } from '../../../solution/03-get-set/keyspace.ts';
import { serveKeyspace } from '../keys.ts';

const keyspace = createKeyspace();
const values: Record<string, string> = {};

serveKeyspace(
  import.meta.filename,
  Object.assign(keyspace, {
    size: () => Object.keys(values).length,
    has: (key: string) => key in values,
    get: (key: string) => values[key],
    set(key: string, value: string) {
      values[key] = value;
      keyspace.dirty++;
    },
    delete: (key: string) => key in values && delete values[key],
    clear() {
      for (const key of Object.keys(values)) delete values[key];
    },
    keys: () => Object.keys(values),
  }),
);
