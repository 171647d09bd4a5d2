// Whenever you like: what INFO tells of replication. GUIDE.md, "What INFO tells".
import type { InfoFields } from '../03-get-set/server.ts';
import type { ReplicationServer } from './server.ts';

/** The section Replication of INFO: https://redis.io/docs/latest/commands/info/ */
export function replicationInfo({ replicas }: ReplicationServer): InfoFields {
  return { connected_slaves: replicas.all.size };
}
