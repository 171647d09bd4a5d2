import { type Commands, read } from '../02-resp-parser/commands.ts';
import { error, ok } from '../02-resp-parser/replies.ts';
import { strings, syntaxError } from '../03-get-set/strings.ts';
import type { Shutdown } from './shutdown.ts';
import { wishesOf } from './wishes.ts';

/** SHUTDOWN: https://redis.io/docs/latest/commands/shutdown/ */
export const shutdownCommands = (shutdown: Shutdown): Commands => ({
  shutdown: read(-1, (args, client) => {
    const words = strings(args, 1);
    if (words.length > 0 && words.every((word) => word.toLowerCase() === 'abort'))
      return shutdown.cancel() ? ok : error('ERR No shutdown in progress.');
    const wishes = wishesOf(words);
    if (wishes === undefined) return syntaxError;
    void shutdown.begin(wishes, client);
    return ''; // the end of the connection tells that it worked
  }),
});
