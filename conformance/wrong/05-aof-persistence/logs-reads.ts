// Wrong: commands that only read are logged, too.
// Failed by: 05.5, 05.36
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (/^(get|strlen|exists|dbsize)$/.test(args.word(0))) log.append(Buffer.from(args.raw()));
    return reply;
  };
});
