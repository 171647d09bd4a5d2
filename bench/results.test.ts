import { describe, expect, test } from 'vitest';
import { latencyPlot } from './plots/latency.ts';
import { throughputPlot } from './plots/throughput.ts';
import { type Results, resultsSchema, rowsOf, type Sample } from './results.ts';
import { tablesOf } from './tables.ts';

const targets = ['redis', 'solution'];
const rates = { redis: [100, 400, 200], solution: [50, 400, 300] };

/** Three rounds of two servers. */
function samplesOf(serverBusy: number, generatorBusy: number): Sample[] {
  return Object.entries(rates).flatMap(([target, all]) =>
    all.flatMap((perSecond, round): Sample[] => [
      {
        ...{ part: 'throughput', target, round },
        of: { command: 'set', pipeline: 16, valueBytes: 3, aof: 'off' },
        found: { perSecond, serverBusy, generatorBusy },
      },
      {
        ...{ part: 'latency', target, round },
        of: { rate: 1000 },
        found: { p50: round },
        curve: [
          [0, round],
          [0.9, 2 * round],
        ],
      },
    ]),
  );
}

function resultsOf(samples: readonly Sample[]): Results {
  return resultsSchema.parse({
    ...{ version: 1, complete: true, started: '2026-01-31T12:00:00.000Z', took: 1 },
    machine: { processor: 'Abacus <1>', cores: 2, memoryBytes: 1, system: 'x', node: 'v20.19.0', load: 0 },
    settings: { rounds: 3, clients: 50, loadGenerator: 'redis-benchmark 7.0.15' },
    targets: targets.map((name) => ({ name, version: `${name} 7`, command: name })),
    ...{ baseline: 'redis', rows: rowsOf(samples, 'redis'), failures: [] },
  });
}

test('rounds are gathered, and compared round by round', () => {
  const [, , row] = rowsOf(samplesOf(1, 0.5), 'redis');
  expect(row).toMatchObject({ target: 'solution', limit: 'server' });
  expect(row?.found['perSecond']).toMatchObject({ median: 300, values: [50, 400, 300] });
  expect(row?.ratios['perSecond']).toMatchObject({ median: 1, values: [0.5, 1, 1.5] });
});

test('a curve is the median of its rounds', () => {
  const row = rowsOf(samplesOf(1, 0.5), 'redis').find(({ part }) => part === 'latency');
  expect(row?.curve).toEqual([
    [0, 1],
    [0.9, 2],
  ]);
});

test.for([
  [1, 0.4, 'server'],
  [0.9, 0.99, 'load generator'],
  [0.3, 0.3, 'machine'],
] as const)('server %d busy, load generator %d: the limit is the %s', ([server, generator, limit]) => {
  expect(rowsOf(samplesOf(server, generator), 'redis')[0]?.limit).toBe(limit);
});

test('a table tells ratio, limit, and where it was measured', () => {
  const text = tablesOf(resultsOf(samplesOf(1, 0.5)));
  expect(text).toMatch(/SET ×16, 3 bytes +redis +200 +150–300 +1\.00 .* server\n +solution +300 .* 1\.00 /);
  expect(text).toContain('Abacus <1>, 2 cores · Node 20.19.0 · redis 7 · solution 7');
});

describe('plots', () => {
  const results = resultsOf(samplesOf(0.5, 1));
  const plots = { throughput: throughputPlot(results), latency: latencyPlot(results) };

  test.for(Object.entries(plots))('%s is well-formed, with its machine and all targets', ([, svg = '']) => {
    const text = svg
      .replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')
      .replaceAll(/<\/?[a-z]+(\s+[\w:-]+="[^"<]*")*\s*\/?>/gi, '');
    expect(text).not.toMatch(/[<>]/);
    for (const word of ['Abacus &lt;1&gt;', 'Node 20.19.0', ...targets]) expect(text).toContain(word);
  });

  test('what was not measured is not drawn', () => {
    const nothing = resultsOf([]);
    expect([throughputPlot(nothing), latencyPlot(nothing), tablesOf(nothing).includes('Throughput')]).toEqual(
      [undefined, undefined, false],
    );
  });
});
