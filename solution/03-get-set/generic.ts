import { type Commands, read, write, wrongArity } from '../02-resp-parser/commands.ts';
import { array, bulk, error, integer, ok, simple } from '../02-resp-parser/replies.ts';
import { glob } from './glob.ts';
import { isInteger } from './integers.ts';
import type { KeyServer } from './server.ts';
import { notAnInteger, strings, syntaxError } from './strings.ts';

/** Commands on keys of any kind, and about the server: https://redis.io/docs/latest/commands/?group=generic */
export function genericCommands({ keyspace, commands, config, info }: KeyServer): Commands {
  const del = write(-2, (args) => integer(strings(args, 1).filter((key) => keyspace.delete(key)).length));
  const flush = write(-1, (args) => {
    if (args.length > 2 || (args.length === 2 && !/^(a?sync)$/.test(args.word(1)))) return syntaxError;
    keyspace.clear();
    return ok;
  });

  return {
    del,
    unlink: del,
    flushall: flush,
    flushdb: flush, // there is one database
    exists: read(-2, (args) => integer(strings(args, 1).filter((key) => keyspace.has(key)).length)),
    type: read(2, (args) => simple(keyspace.has(args.string(1)) ? 'string' : 'none')),
    dbsize: read(1, () => integer(keyspace.size())),
    keys: read(2, (args) => {
      const matches = args.string(1) === '*' ? () => true : glob(args.string(1));
      return array([...keyspace.keys()].filter(matches).map(bulk));
    }),
    select: read(2, (args) => {
      if (!isInteger(args.string(1))) return notAnInteger;
      return args.string(1) === '0' ? ok : error('ERR DB index is out of range');
    }),

    config: read(-2, (args) => {
      if (args.word(1) !== 'get')
        return error(`ERR unknown subcommand '${args.string(1)}'. Try CONFIG HELP.`);
      if (args.length === 2) return wrongArity('config|get');
      const patterns = strings(args, 2).map((pattern) => glob(pattern.toLowerCase()));
      const wanted = Object.entries(config).filter(([name]) => patterns.some((matches) => matches(name)));
      return array(wanted.flat().map(bulk));
    }),
    command: read(-1, (args) => {
      if (args.length > 1)
        return args.word(1) === 'count' ? integer(Object.keys(commands).length) : array([]);
      const known = Object.entries(commands);
      return array(known.map(([name, { arity }]) => array([bulk(name), integer(arity)])));
    }),
    info: read(-1, (args) => {
      const wanted = strings(args, 1).map((name) => name.toLowerCase());
      const all = wanted.length === 0 || wanted.some((name) => /^(all|default|everything)$/.test(name));
      const sections = Object.entries(info).filter(([name]) => all || wanted.includes(name.toLowerCase()));
      const texts = sections.map(([name, fields]) => {
        const lines = Object.entries(fields()).map((field) => `${field.join(':')}\r\n`);
        return `# ${name}\r\n${lines.join('')}`;
      });
      return bulk(texts.join('\r\n'));
    }),
  };
}
