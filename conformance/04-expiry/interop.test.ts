// Beside a real redis-server: the same commands, the same answers.
import {
  anyOf,
  ErrorReply,
  type Expected,
  error,
  interop,
  type Reply,
  simple,
  type Word,
} from '../../harness/suite.ts';

interop(
  '04.60',
  'commands about deadlines are answered as a real redis-server answers them',
  {
    why: 'options, conditions and effects meet here in combinations that no other test has',
    read: 'conditions',
    needs: ['redis-server'],
  },
  async ({ wire, connect, startRedis, random }) => {
    const redis = await connect(await startRedis());
    const keys = [random.key(), random.key()];
    // Deadlines as Unix times only: a time to live would come out a little different on each server.
    const seconds = Math.ceil(Date.now() / 1000);
    const moments = [1, seconds + 1000, seconds + 2000, seconds + 3000, 0, -1, 'abc', 2n ** 62n];
    const key = () => random.pick(keys);
    const value = () => random.pick(['', '1', '41', 'abc']);
    const some = (...words: Word[]) => words.filter(() => random.integer(1, 4) === 1);
    const unit = () =>
      random.pick([
        ['EXAT', 1],
        ['PXAT', 1000],
      ] as const);
    const time = (factor: number) => {
      const moment = random.pick(moments.slice(0, random.integer(4, moments.length)));
      return typeof moment === 'number' ? moment * factor : moment;
    };
    const deadline = () => {
      const [option, factor] = unit();
      return random.pick<Word[]>([[], [option, time(factor)], [option, time(factor)], [option]]);
    };
    const commands: (() => Word[])[] = [
      () => [
        'SET',
        key(),
        value(),
        ...random.shuffle([deadline(), some('KEEPTTL'), some('NX', 'GET'), some('XX')]).flat(),
      ],
      () => ['GETEX', key(), ...deadline(), ...some('PERSIST')],
      () => ['EXPIREAT', key(), time(1), ...some('NX', 'XX', 'GT', 'LT')],
      () => ['PEXPIREAT', key(), time(1000), ...some('NX', 'XX', 'GT', 'LT', 'EX')],
      () => [
        random.pick(['EXPIRE', 'PEXPIRE']),
        key(),
        random.pick(['0', '-1', 'abc', '9223372036854775807']),
      ],
      () => [
        random.pick(['SETEX', 'PSETEX']),
        key(),
        random.pick(['0', '-1', 'abc', '9223372036854775807']),
        'v',
      ],
      () => [
        random.pick(['PEXPIRETIME', 'EXPIRETIME', 'PERSIST', 'GET', 'GETDEL', 'EXISTS', 'INCR', 'TYPE']),
        key(),
      ],
      () => [random.pick(['GETSET', 'APPEND', 'SETNX', 'MSET']), key(), value()],
    ];
    for (let i = 0; i < 400; i++) {
      const command = random.pick(commands)();
      // What a command has done is only seen afterwards.
      const asked = [command, ['GET', command[1] ?? ''], ['PEXPIRETIME', command[1] ?? '']];
      redis.pipeline(asked);
      wire.pipeline(asked);
      for (const _ of asked) await wire.replies(sameAs(await redis.reply()));
    }
  },
);

function sameAs(reply: Reply): Expected {
  if (reply instanceof ErrorReply) return error(reply.message);
  if (Array.isArray(reply)) return reply.map(sameAs);
  return Buffer.isBuffer(reply) ? anyOf(reply, simple(reply.toString('latin1'))) : reply;
}
