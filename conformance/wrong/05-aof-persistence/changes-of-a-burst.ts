// Wrong: once a command of a burst has changed something, all that stand behind it in the burst are logged.
// Failed by: 05.36
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server, keyspace }) => {
  const { run, receive } = server;
  let before = 0;
  server.receive = (client, chunk) => {
    before = keyspace.dirty;
    receive(client, chunk);
  };
  server.run = (command, args, client) => {
    const { dirty } = keyspace;
    const reply = run(command, args, client);
    if (dirty > before && keyspace.dirty === dirty) log.append(Buffer.from(args.raw()));
    return reply;
  };
});
