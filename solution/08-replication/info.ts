import type { InfoFields } from '../03-get-set/server.ts';
import type { ReplicationServer } from './server.ts';

/** The section Replication of INFO: https://redis.io/docs/latest/commands/info/ */
export function replicationInfo({ link, stream, replicas }: ReplicationServer): InfoFields {
  const master = link && {
    master_host: link.host,
    master_port: link.port,
    master_link_status: link.state === 'connected' ? 'up' : 'down',
    master_last_io_seconds_ago: link.state === 'connected' ? secondsSince(link.heard) : -1,
    master_sync_in_progress: Number(link.state === 'sync'),
    slave_repl_offset: stream.offset,
    slave_read_only: 1,
  };
  const followers = Array.from(replicas.all, ({ client, port, state, acknowledged, heard }, i) => {
    const place = `ip=${client.socket.remoteAddress},port=${port}`;
    return [
      `slave${i}`,
      `${place},state=${state},offset=${acknowledged},lag=${secondsSince(heard)}`,
    ] as const;
  });
  return {
    role: link ? 'slave' : 'master',
    ...master,
    connected_slaves: replicas.all.size,
    ...Object.fromEntries(followers),
    master_replid: stream.id,
    master_repl_offset: stream.offset,
    repl_backlog_active: Number(stream.begun),
    repl_backlog_size: stream.size,
    repl_backlog_first_byte_offset: stream.begun ? stream.start + 1 : 0,
    repl_backlog_histlen: stream.offset - stream.start,
  };
}

const secondsSince = (ms: number): number => Math.floor((performance.now() - ms) / 1000);
