import type { InfoFields } from '../03-get-set/server.ts';
import type { ReplicationServer } from './server.ts';

/** The section Replication of INFO: https://redis.io/docs/latest/commands/info/ */
export function replicationInfo({ link, stream, replicas }: ReplicationServer): InfoFields {
  const master = link && {
    master_host: link.host,
    master_port: link.port,
    master_link_status: link.state === 'connected' ? 'up' : 'down',
    slave_repl_offset: stream.offset,
  };
  const followers = Array.from(replicas.all, ({ client, port, state, acknowledged, heard }, i) => {
    const place = `ip=${client.socket.remoteAddress},port=${port}`;
    const lag = Math.floor((performance.now() - heard) / 1000);
    return [`slave${i}`, `${place},state=${state},offset=${acknowledged},lag=${lag}`] as const;
  });
  return {
    role: link ? 'slave' : 'master',
    ...master,
    connected_slaves: replicas.all.size,
    ...Object.fromEntries(followers),
    master_replid: stream.id,
    master_repl_offset: stream.offset,
  };
}
