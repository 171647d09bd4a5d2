// Wrong: each command that writes is logged, also when it was refused or changed nothing.
// Failed by: 05.5, 05.36
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server, keyspace }) => {
  const { run } = server;
  server.run = (command, args, client) => {
    const { dirty } = keyspace;
    const reply = run(command, args, client);
    if (command.write && keyspace.dirty === dirty && !reply.startsWith('-'))
      log.append(Buffer.from(args.raw()));
    return reply;
  };
});
