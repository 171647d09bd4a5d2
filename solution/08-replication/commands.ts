import { type Commands, read } from '../02-resp-parser/commands.ts';
import type { Args } from '../02-resp-parser/parser.ts';
import { array, bulk, error, integer, ok, simple } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { isInteger } from '../03-get-set/integers.ts';
import { notAnInteger, syntaxError } from '../03-get-set/strings.ts';
import type { ReplicationServer } from './server.ts';

/** What a master and a replica say to each other, and what can be asked about it (`src/replication.c`). */
export function replicationCommands(server: ReplicationServer): Commands {
  const { stream, replicas } = server;

  const replicaof = read(3, (args) => {
    const [host, port] = [args.string(1), Number(args.string(2))];
    const nobody = args.word(1) === 'no' && args.word(2) === 'one';
    if (!nobody && !(isInteger(args.string(2)) && port >= 0 && port <= 65535))
      return error('ERR Invalid master port');
    if (!nobody && server.link?.host === host && server.link.port === port)
      return simple('OK Already connected to specified master');
    server.follow(nobody ? undefined : { host, port });
    return ok;
  });

  /** Makes a client a replica: from here on it is sent no replies, but the stream. */
  function sync(args: Args, client: Client): string {
    const replica = replicas.meet(client);
    if (replica.state !== 'handshake') return '';
    if (server.link !== undefined && server.link.state !== 'connected')
      return error("NOMASTERLINK Can't SYNC while not connected with my master");
    const [id, next] = args.length > 1 ? [args.string(1), args.string(2)] : ['', '0'];
    replicas.send(); // what it is told next leaves at once
    if (stream.has(id, Number(next) - 1)) {
      client.socket.write(replica.abilities.has('psync2') ? `+CONTINUE ${stream.id}\r\n` : '+CONTINUE\r\n');
      replicas.goOnline(replica, Number(next) - 1);
    } else {
      const offset = replicas.copyTo(replica);
      if (args.length > 1) client.socket.write(`+FULLRESYNC ${stream.id} ${offset}\r\n`);
    }
    return '';
  }

  return {
    replicaof,
    slaveof: replicaof,
    psync: read(-3, sync),
    sync: read(1, sync),

    replconf: read(-1, (args, client) => {
      if (args.length % 2 === 0) return syntaxError;
      const replica = replicas.meet(client);
      for (let i = 1; i < args.length; i += 2) {
        const [option, value] = [args.word(i), args.string(i + 1)];
        if (option === 'ack') {
          replicas.acknowledge(replica, Number(value));
          return '';
        }
        if (option === 'capa') replica.abilities.add(value);
        else if (option === 'listening-port') replica.port = Number(value);
        else if (option !== 'ip-address') return error(`ERR Unrecognized REPLCONF option: ${args.string(i)}`);
      }
      return ok;
    }),

    wait: read(3, (args, client) => {
      const [count, timeout] = [args.string(1), args.string(2)];
      if (server.link !== undefined) return error('ERR WAIT cannot be used with replica instances.');
      if (!isInteger(count)) return notAnInteger;
      if (!isInteger(timeout)) return error('ERR timeout is not an integer or out of range');
      if (Number(timeout) < 0) return error('ERR timeout is negative');
      client.blocked = true;
      const offset = server.offsets.get(client) ?? 0;
      void replicas.reach(offset, Number(count), Number(timeout)).then((reached) => {
        client.blocked = false;
        server.send(client, integer(reached));
        server.receive(client, Buffer.alloc(0)); // go on with what it has said meanwhile
      });
      return '';
    }),

    role: read(1, () => {
      const { link } = server;
      const all = Array.from(replicas.all, ({ client, port, acknowledged }) =>
        array([client.socket.remoteAddress ?? '', String(port), String(acknowledged)].map(bulk)),
      );
      if (link === undefined) return array([bulk('master'), integer(stream.offset), array(all)]);
      const offset = integer(stream.begun ? stream.offset : -1);
      return array([bulk('slave'), bulk(link.host), integer(link.port), bulk(link.state), offset]);
    }),
  };
}
