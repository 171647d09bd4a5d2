// Latency as a cumulative curve: which share of the requests was answered within which time.
import type { Results } from '../results.ts';
import { axis, bodyTop, lookOf, toSvg, width } from './chart.ts';

const height = 540;

/** Nines: 0 % is 0, 90 % is 1, 99 % is 2. So the slowest requests, on which users judge, get their room. */
const nines = (share: number): number => -Math.log10(1 - share);
const percent = (nines: number): string => `${Number((100 * (1 - 10 ** -nines)).toFixed(4))} %`;

/** Undefined when no latency was measured. */
export function latencyPlot(results: Results): string | undefined {
  const rows = results.rows.filter(({ part }) => part === 'latency');
  const rate = rows[0]?.of.rate;
  if (rate === undefined) return undefined;
  const series = results.targets.flatMap(({ name }, place) => {
    const curve = rows.find(({ target }) => target === name)?.curve;
    if (curve === undefined) return [];
    const { symbol, ...look } = lookOf(place);
    const data = curve.map(([share, ms], i) => ({
      value: [ms, nines(share)],
      symbol: i % 9 === 0 ? symbol : 'none',
    }));
    return { ...look, type: 'line' as const, name, symbol, symbolSize: 7, showAllSymbol: true, data };
  });
  const times = rows.flatMap(({ curve = [] }) => curve.map(([, ms]) => ms));
  return toSvg(results, {
    title: `Latency at ${rate.toLocaleString('en')} requests a second`,
    explanation: [
      'GET and SET in turn, no pipeline. Each request is timed from the moment at which it was due. Further left is faster.',
    ],
    height,
    option: {
      grid: { left: 90, top: bodyTop, width: width - 130, height: height - bodyTop - 104 },
      xAxis: {
        ...axis,
        ...{ type: 'log', ...powersAround(times) },
        name: 'answered within, in ms',
        nameGap: 30,
        axisLabel: { ...axis.axisLabel, formatter: (ms: number) => `${Number(ms.toPrecision(2))}` },
      },
      yAxis: {
        ...axis,
        ...{ type: 'value', min: 0, max: 4, interval: 1 },
        name: 'of all requests',
        nameGap: 60,
        axisLabel: { ...axis.axisLabel, formatter: percent },
      },
      series,
    },
  });
}

/** A logarithmic axis on which all of these lie: a line for each power of 2, or, when these are too many, of 10. */
function powersAround(times: readonly number[]) {
  const [least, most] = [Math.max(0.001, Math.min(...times)), Math.max(0.002, ...times)];
  const logBase = most / least < 2 ** 8 ? 2 : 10;
  const powerOf = (ms: number) => Math.log(ms) / Math.log(logBase);
  const [low, high] = [Math.floor(powerOf(least)), Math.ceil(powerOf(most))];
  return { logBase, min: logBase ** low, max: logBase ** high, splitNumber: high - low, interval: 1 };
}
