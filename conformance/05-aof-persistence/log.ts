// The log on disk. A server keeps it as it likes: in `appendonly.aof`, or, as redis-server 7 does, in `appendonlydir/`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Failure, type Server, type Wire } from '../../harness/suite.ts';

/** Flags of a server that keeps a log. What reached the kernel survives SIGKILL, so `no` is enough where fsync is not the subject. */
export const aof = { appendonly: 'yes', appendfsync: 'no', appendfilename: 'appendonly.aof' };

/** The files of the log under a `--dir`. */
export function logFiles(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .map((name) => join(dir, name))
    .filter((file) => basename(file).startsWith('appendonly.aof') && sizeOf(file) !== undefined);
}

/** The file to which commands are appended. @throws {Failure} `wrong reply` when there is none */
export function growingFile(dir: string): string {
  const file = logFiles(dir).findLast((name) => name.endsWith('.aof') && !name.includes('.base.'));
  if (file !== undefined) return file;
  throw new Failure('wrong reply', 'with --appendonly yes, a log is kept in --dir', {
    expected: 'a file appendonly.aof (or a folder appendonlydir, as redis-server 7 makes it)',
    received: readdirSync(dir).join(', ') || 'an empty folder',
  });
}

/** The files of the log by their names in `--dir`. */
export function filesOf(dir: string): Record<string, Buffer> {
  return Object.fromEntries(logFiles(dir).map((file) => [relative(dir, file), readFileSync(file)]));
}

/** How many bytes the log has. */
export function logSize(dir: string): number {
  growingFile(dir);
  return logFiles(dir).reduce((sum, file) => sum + (sizeOf(file) ?? 0), 0);
}

/** The commands of the log, as they would be executed again. Bytes as latin1. @throws {Failure} where it isn't RESP */
export function commandsOf(dir: string): string[][] {
  const text = readFileSync(growingFile(dir), 'latin1');
  const commands: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const header = (type: string): number => {
      const [line = '', count] = text.slice(at).match(new RegExp(`^\\${type}(\\d+)\r\n`)) ?? [];
      if (line === '') throw notResp(text, at);
      at += line.length;
      return Number(count);
    };
    commands.push(
      Array.from({ length: header('*') }, () => {
        const length = header('$');
        const word = text.slice(at, at + length);
        at += length + 2;
        return word;
      }),
    );
  }
  return commands;
}

function notResp(text: string, at: number): Failure {
  return new Failure('wrong reply', 'the log is a list of commands, each an array of bulk strings', {
    expected: `*<arguments> or $<length> at byte ${at}`,
    received: JSON.stringify(text.slice(at, at + 40)),
  });
}

/** Pulls the plug, starts the server again on the same `--dir`, and connects. */
export async function crashed(server: Server, connect: (to: Server) => Promise<Wire>): Promise<Wire> {
  await server.crash();
  await server.restart();
  return connect(server);
}

/** The size of a file, undefined when it is none (any more). */
function sizeOf(file: string): number | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}
