// Wrong: the server keeps what was overwritten, too.
// Failed by: 10.43
// Also by: 10.42
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createServer, flags } from '../../../solution/08-replication/server.ts';

const old: (string | undefined)[] = [];
main(import.meta.filename, flags, (values) => {
  const server = createServer(values);
  const { set, get } = server.keyspace;
  server.keyspace.set = (key, value) => {
    old.push(get(key));
    set(key, value);
  };
  return server;
});
