// Wrong: every command is logged, whether it changed something or not.
// Failed by: 05.5, 05.36
// Also by: 05.24
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (!command.write) log.append(Buffer.from(args.raw()));
    return reply;
  };
});
