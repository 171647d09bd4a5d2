// Last: SHUTDOWN. GUIDE.md, "What SHUTDOWN may say".
import { type Commands, read } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { Shutdown } from './shutdown.ts';

/** SHUTDOWN: https://redis.io/docs/latest/commands/shutdown/ */
// Its words are in wishes.ts, but for ABORT. When it works, there is no reply: ''.
export const shutdownCommands = (_shutdown: Shutdown): Commands => ({
  shutdown: read(-1, () =>
    error('ERR not implemented yet: next is shutdown in starter/09-graceful-shutdown/commands.ts'),
  ),
});
