// Wrong: a value that grows keeps the room it was first given: what doesn't fit is lost.
// Failed by: 10.41
// Also by: 10.42
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createServer, flags } from '../../../solution/08-replication/server.ts';

main(import.meta.filename, flags, (values) => {
  const server = createServer(values);
  const { update } = server.keyspace;
  const room = (bytes: number) => 64 * Math.ceil(bytes / 64);
  server.keyspace.update = (key, value) => {
    const before = server.keyspace.get(key) ?? value;
    update(key, value.slice(0, room(before.length)));
  };
  return server;
});
