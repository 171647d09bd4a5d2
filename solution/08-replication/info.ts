import type { InfoFields } from '../03-get-set/server.ts';
import type { ReplicationServer } from './server.ts';

/** The section Replication of INFO: https://redis.io/docs/latest/commands/info/ */
export function replicationInfo({ link, stream, replicas }: ReplicationServer): InfoFields {
  const fields: Record<string, string | number> = { role: link === undefined ? 'master' : 'slave' };
  if (link !== undefined) {
    const up = link.state === 'connected';
    Object.assign(fields, {
      master_host: link.host,
      master_port: link.port,
      master_link_status: up ? 'up' : 'down',
      master_last_io_seconds_ago: up ? secondsSince(link.heard) : -1,
      master_sync_in_progress: Number(link.state === 'sync'),
      slave_read_repl_offset: stream.offset,
      slave_repl_offset: stream.offset,
      ...(up ? {} : { master_link_down_since_seconds: secondsSince(link.lost) }),
      slave_priority: 100,
      slave_read_only: 1,
      replica_announced: 1,
    });
  }
  fields['connected_slaves'] = replicas.all.size;
  for (const [i, { client, port, state, acknowledged, heard }] of [...replicas.all.values()].entries()) {
    const about = {
      ip: client.socket.remoteAddress,
      port,
      state,
      offset: acknowledged,
      lag: secondsSince(heard),
    };
    fields[`slave${i}`] = Object.entries(about)
      .map((field) => field.join('='))
      .join(',');
  }
  return {
    ...fields,
    master_failover_state: 'no-failover',
    master_replid: stream.id,
    master_replid2: '0'.repeat(40),
    master_repl_offset: stream.offset,
    second_repl_offset: -1,
    repl_backlog_active: Number(stream.begun),
    repl_backlog_size: stream.size,
    repl_backlog_first_byte_offset: stream.begun ? stream.start + 1 : 0,
    repl_backlog_histlen: stream.offset - stream.start,
  };
}

const secondsSince = (ms: number): number => Math.floor((performance.now() - ms) / 1000);
