// Wrong: the log has EX, EXPIRE and so on as they were sent: a replay begins the span again.
// Failed by: 05.8, 05.37
// Also by: 05.10
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  let sent: Buffer | undefined;
  const { run } = server;
  server.run = (command, args, client) => {
    sent = Buffer.from(args.raw());
    return run(command, args, client);
  };
  const { append } = log;
  server.audience.delete(append);
  log.append = (effect) => {
    const isExpiry = effect.toString('latin1', 0, 13) === '*2\r\n$3\r\nDEL\r\n';
    append(isExpiry ? effect : (sent ?? effect));
  };
  server.audience.add(log.append);
});
