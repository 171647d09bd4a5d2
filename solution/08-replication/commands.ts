import { type Commands, read } from '../02-resp-parser/commands.ts';
import type { Args } from '../02-resp-parser/parser.ts';
import { array, bulk, error, integer, ok, simple } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { isInteger } from '../03-get-set/integers.ts';
import { notAnInteger, strings, syntaxError } from '../03-get-set/strings.ts';
import type { ReplicationServer } from './server.ts';

/** https://redis.io/docs/latest/commands/?group=server, and `src/replication.c` */
export function replicationCommands(server: ReplicationServer): Commands {
  const { stream, replicas, waits } = server;
  /** What a client has told of itself with REPLCONF before it became a replica. */
  const told = new WeakMap<Client, { port: string; abilities: Set<string> }>();

  const replicaof = read(3, (args) => {
    if (args.word(1) === 'no' && args.word(2) === 'one') {
      server.unfollow();
      return ok;
    }
    const [host, port] = [args.string(1), Number(args.string(2))];
    if (!isInteger(args.string(2)) || port < 0 || port > 65535) return error('ERR Invalid master port');
    if (server.link?.host === host && server.link.port === port)
      return simple('OK Already connected to specified master');
    server.follow({ host, port });
    return ok;
  });

  /** Makes a client a replica. All it is sent from here on it is sent by `replicas`. */
  function sync(args: Args, client: Client): string {
    if (replicas.all.has(client)) return '';
    if (server.link !== undefined && server.link.state !== 'connected')
      return error("NOMASTERLINK Can't SYNC while not connected with my master");
    const asks = args.word(0) === 'psync';
    if (asks && !isInteger(args.string(2))) return notAnInteger;
    server.flush(); // nothing may come between what it is told now and the stream
    const about = told.get(client) ?? { port: '0', abilities: new Set() };
    const offset = asks ? Number(args.string(2)) - 1 : Number.NaN;
    if (asks && stream.has(args.string(1), offset)) {
      client.socket.write(about.abilities.has('psync2') ? `+CONTINUE ${stream.id}\r\n` : '+CONTINUE\r\n');
      replicas.add(client, { ...about, acknowledges: true }, offset);
      return '';
    }
    const { sent } = replicas.add(client, { ...about, acknowledges: asks });
    if (asks) client.socket.write(`+FULLRESYNC ${stream.id} ${sent}\r\n`);
    return '';
  }

  return {
    replicaof,
    slaveof: replicaof,
    psync: read(-3, sync),
    sync: read(1, sync),

    replconf: read(-1, (args, client) => {
      if (args.length % 2 === 0) return syntaxError;
      const about = told.get(client) ?? { port: '0', abilities: new Set() };
      for (let i = 1; i < args.length; i += 2) {
        const [option, value] = [args.word(i), args.string(i + 1)];
        if (option === 'ack') {
          const replica = replicas.all.get(client);
          if (replica && isInteger(value)) replicas.acknowledge(replica, Number(value));
          waits.check();
          return '';
        }
        if (option === 'getack') return ''; // that is for a replica, from its master
        if (option === 'listening-port' && !isInteger(value)) return notAnInteger;
        if (option === 'listening-port') about.port = value;
        else if (option === 'capa') about.abilities.add(value);
        else if (option !== 'ip-address' && option !== 'rdb-only')
          return error(`ERR Unrecognized REPLCONF option: ${args.string(i)}`);
      }
      told.set(client, about);
      return ok;
    }),

    wait: read(3, (args, client) => {
      const [count, timeout] = strings(args, 1);
      if (server.link !== undefined)
        return error(
          'ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if a replica is configured to be writable (which is not the default) writes to replicas are just local and are not propagated.',
        );
      if (!isInteger(count ?? '')) return notAnInteger;
      if (!isInteger(timeout ?? '')) return error('ERR timeout is not an integer or out of range');
      if (Number(timeout) < 0) return error('ERR timeout is negative');
      return waits.begin(client, Number(count), Number(timeout));
    }),

    role: read(1, () => {
      const { link } = server;
      if (link !== undefined) {
        const offset = stream.begun ? stream.offset : -1;
        return array([bulk('slave'), bulk(link.host), integer(link.port), bulk(link.state), integer(offset)]);
      }
      const all = Array.from(replicas.all.values(), ({ client, port, acknowledged }) =>
        array([bulk(client.socket.remoteAddress ?? ''), bulk(port), bulk(String(acknowledged))]),
      );
      return array([bulk('master'), integer(stream.offset), array(all)]);
    }),
  };
}
