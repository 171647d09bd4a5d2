// Latency as a cumulative curve: which share of the requests was answered within which time.
import { machineLine } from '../machine.ts';
import type { Results } from '../results.ts';
import { axis, bold, foot, lookOf, small, toSvg, words } from './chart.ts';

const [width, height] = [860, 520];

/** Nines: 0 % is 0, 90 % is 1, 99 % is 2. So the slowest requests, on which users judge, get their room. */
const nines = (share: number): number => -Math.log10(1 - share);

/** Undefined when no latency was measured. */
export function latencyPlot(results: Results): string | undefined {
  if (results.latency.length === 0) return undefined;
  const rate = results.latency[0]?.rate ?? 0;
  return toSvg(width, height, {
    legend: { top: 66, left: 16, itemGap: 24, textStyle: { fontSize: 13 }, selectedMode: false },
    grid: { left: 78, right: 40, top: 112, bottom: 102 },
    xAxis: {
      ...axis,
      type: 'log',
      name: 'answered within, in ms',
      nameLocation: 'middle',
      nameGap: 30,
      axisLabel: { ...axis.axisLabel, formatter: (ms: number) => `${Number(ms.toPrecision(3))}` },
      minorSplitLine: { show: true, lineStyle: { color: '#f2f4f6' } },
    },
    yAxis: {
      ...axis,
      type: 'value',
      min: 0,
      max: 4,
      interval: 1,
      name: 'of all requests',
      nameGap: 14,
      axisLabel: { ...axis.axisLabel, formatter: (n: number) => (n === 0 ? '0 %' : `${shareText(n)} %`) },
    },
    series: results.targets.flatMap(({ name }, place) => {
      const entry = results.latency.find(({ target }) => target === name);
      if (entry === undefined) return [];
      const { color, symbol } = lookOf(place);
      return {
        type: 'line' as const,
        name,
        symbol,
        symbolSize: 7,
        showAllSymbol: false,
        lineStyle: { color, width: 2.5 },
        itemStyle: { color },
        data: entry.curve.map(([share, ms], i) => ({
          value: [ms, nines(share)],
          symbol: i % 9 === 0 ? symbol : 'none',
        })),
      };
    }),
    graphic: [
      words(`Latency at ${rate.toLocaleString('en')} requests a second`, { left: 24, top: 16 }, bold(19)),
      words(
        'GET and SET in turn, no pipeline. Each request is timed from the moment at which it was due. Further left is faster.',
        { left: 24, top: 43 },
        small,
      ),
      foot(machineLine(results), width, height - 36),
    ],
  });
}

function shareText(count: number): string {
  return `${Number((100 * (1 - 10 ** -count)).toFixed(4))}`;
}
