// The system calls of a server, as strace tells them: there alone the order of write, fsync and reply is seen.
import type { Server } from '../../harness/suite.ts';

const writing = 'write,writev,pwrite64,pwritev,?pwritev2,sendto,sendmsg';
const syncing = 'fsync,fdatasync';

/** Words before a server's command: strace tells on stderr what it does; each fsync takes `delay` ms longer. */
export const tracing = (delay: number): string[] => [
  ...['strace', '-f', '--seccomp-bpf', '-qq', '-yy', '-s', '64'],
  ...['-e', `trace=?open,openat,${writing},${syncing}`, '-e', `inject=${syncing}:delay_exit=${delay * 1000}`],
];

/** Words before a server's command: each fsync of this file fails, as on a broken disk. */
export const failingSync = (file: string): string[] => [
  ...['strace', '-f', '-qq', '-P', file, '-e', `trace=${syncing}`, '-e', `inject=${syncing}:error=EIO`],
];

/** Arguments with which strace is asked before it is relied on: it may be too old, or not allowed to trace. */
export const probe = [...tracing(1).slice(1), 'true'];

/** What a server did: wrote to its log, had it on the disk, replied OK to a client. */
export type Act = 'write' | 'sync begins' | 'sync ends' | 'reply';

/** What a traced server did since it started, in order. A write counts when it has ended, a reply when it begins. */
export function actsOf(server: Server): Act[] {
  const acts: Act[] = [];
  const unfinished = new Map<string, string>();
  let synchronous = false;
  for (const line of server.output().split('\n')) {
    const [, thread = '', text = ''] = /^(?:\[pid +(\d+)\] )?(.*)$/.exec(line) ?? [];
    const begins = !text.startsWith('<... ');
    const ends = !text.endsWith('<unfinished ...>');
    const call = begins ? text : (unfinished.get(thread) ?? '');
    if (!ends) unfinished.set(thread, text);

    // Opened so, each write waits for the disk: it needs no fsync.
    if (/^open.*appendonly\.aof.*O_D?SYNC/.test(call)) synchronous = true;
    if (begins && /^\w+\(\d+<(TCP|socket).*"\+OK/.test(call)) acts.push('reply');
    if (!/^\w+\(\d+<[^>]*appendonly\.aof/.test(call)) continue;
    if (/^f(data)?sync/.test(call)) {
      if (begins) acts.push('sync begins');
      if (ends && / = 0\b/.test(text)) acts.push('sync ends');
    } else if (ends) {
      acts.push('write');
      if (synchronous) acts.push('sync begins', 'sync ends');
    }
  }
  return acts;
}
