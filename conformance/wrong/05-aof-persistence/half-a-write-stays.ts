// Wrong: half of a command stays in the log when its write failed, and the next ones stand behind it.
// Failed by: 05.25
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  let last = Buffer.alloc(0);
  server.audience.add((effect) => {
    last = Buffer.from(effect);
  });
  const { write } = log;
  log.write = () => {
    const before = log.problem;
    write();
    if (log.problem !== '' && before === '') log.append(last.subarray(0, last.length / 2));
  };
});
