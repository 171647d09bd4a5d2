// The way back: from the log to the dataset. Come here for 05.2, and again for 05.14 to 05.18.
import type { Command } from '../02-resp-parser/commands.ts';

/**
 * Executes the commands of a log. A crash may have torn the last one: it is cut off, with a warning. Anything else that
 * can't be executed ends the process, with a message that says where it stands: a person has to decide what to do.
 *
 * The parser of stage 02 reads the file as it reads a connection. A command wants a client, though nobody hears its reply.
 */
export function replay(_path: string, _commands: Readonly<Record<string, Command>>): void {}
