// First: what is asked and answered. Begin with ROLE and REPLICAOF; then REPLCONF and PSYNC, with replicas.ts.
import { type Commands, read } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { ReplicationServer } from './server.ts';

/** What a master and a replica say to each other, and what can be asked about it (`src/replication.c`). */
export function replicationCommands(_server: ReplicationServer): Commands {
  const replicaof = read(3, () => notYet('replicaof'));
  return {
    // GUIDE.md, "Two roles"
    role: read(1, () => notYet('role')),
    replicaof, // server.follow does the work
    slaveof: replicaof, // its old name

    // GUIDE.md, "The handshake"
    replconf: read(-1, () => notYet('replconf')),
    // GUIDE.md, "A snapshot, then a stream". What a replica is sent is no reply: write to client.socket, and answer ''.
    psync: read(-3, () => notYet('psync')),
    sync: read(1, () => notYet('sync')),

    // GUIDE.md, "Waiting for replicas". The commands behind it have to wait, too: client.blocked = true. When it is over,
    // server.receive(client, Buffer.alloc(0)) goes on with them.
    wait: read(3, () => notYet('wait')),
  };
}

const notYet = (name: string): string =>
  error(`ERR not implemented yet: next is ${name} in starter/08-replication/commands.ts`);
