// The third exercise: popular keys.
import { exercise, expect } from '../../harness/suite.ts';
import { expectBetween, wordsOf } from './checks.ts';

exercise(
  '10.39',
  'with --distribution zipf key number n comes in proportion to 1 / (n + 1) ** 0.99',
  { why: 'the share of a key is its weight, divided by the sum of all weights', read: 'popular-keys' },
  async ({ load }) => {
    const [keyspace, count] = [500, 20_000];
    const flags = {
      clients: '5',
      requests: `${count}`,
      pipeline: '50',
      command: 'get',
      keyspace: `${keyspace}`,
      distribution: 'zipf',
    };
    const { requests } = await load(flags);
    const numbers = requests.map((request) => Number(wordsOf(request)[1]?.slice('key:'.length)));
    expect(
      numbers.filter((number) => !(number < keyspace)),
      'keys beyond the keyspace',
    ).toEqual([]);
    const weights = Array.from({ length: keyspace }, (_, n) => (n + 1) ** -0.99);
    const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
    for (const popular of [1, 10, 100]) {
      const share = numbers.filter((number) => number < popular).length / count;
      const expected = sum(weights.slice(0, popular)) / sum(weights);
      // Far more than chance can do with so many requests.
      expectBetween(`the share of the first ${popular}`, share, [0.88 * expected, 1.12 * expected]);
    }
  },
);

exercise(
  '10.40',
  'with --distribution zipf the same seed still sends the same requests',
  { why: 'popular keys are drawn from the same generator', read: 'popular-keys' },
  async ({ load, random }) => {
    const flags = { clients: '3', requests: '200', pipeline: '2', command: 'get', distribution: 'zipf' };
    const sent = async (seed: number) =>
      (await load({ ...flags, seed: `${seed}` })).requests.map((request) => wordsOf(request)[1]).sort();
    const seed = random.integer(1, 1_000_000);
    const first = await sent(seed);
    expect(await sent(seed)).toEqual(first);
    expect(await sent(seed + 1)).not.toEqual(first);
  },
);
