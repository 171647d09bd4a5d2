// Wrong: each connection has keys of its own.
// Failed by: 03.59
// Also by: 03.55, 03.60, 03.63, 03.64, 03.65, 03.74, 03.76, 03.77, 03.84, 03.91
import { createKeyspace } from '../../../solution/03-get-set/keyspace.ts';
import { serveKeyspace } from '../keys.ts';

const tables = new WeakMap<object, Map<string, string>>();
let values = new Map<string, string>(); // those of the client whose command runs

const keyspace = createKeyspace({
  get: (key) => values.get(key),
  set: (key, value) => values.set(key, value),
  has: (key) => values.has(key),
  delete: (key) => values.delete(key),
  clear: () => values.clear(),
  keys: () => values.keys(),
  get size() {
    return values.size;
  },
});

serveKeyspace(import.meta.filename, keyspace, (server) => {
  const { run } = server;
  server.run = (command, args, client) => {
    values = tables.get(client) ?? new Map();
    tables.set(client, values);
    return run(command, args, client);
  };
  return {};
});
