// Throughput against pipeline depth, as a ratio to the baseline: a panel for each command and fsync policy.
import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import type { Results, Row } from '../results.ts';
import type { Spread } from '../statistics.ts';
import { axis, bodyTop, lookOf, toSvg, words } from './chart.ts';

/** A point of a line. */
interface Point {
  readonly panel: string;
  readonly target: string;
  readonly pipeline: number;
  readonly ratio: Spread;
  readonly limit: Row['limit'];
  /** Where its figure stands. */
  readonly side: 'top' | 'bottom';
}

const [columns, panelWidth, panelHeight] = [3, 250, 190];
const placeOf = (panel: number) => ({
  left: 60 + 306 * (panel % columns),
  top: bodyTop + 24 + 270 * Math.floor(panel / columns),
});

/** Undefined when nothing can be compared. */
export function throughputPlot(results: Results): string | undefined {
  const { baseline, targets } = results;
  const points = pointsOf(results);
  if (!points.some(({ target }) => target !== baseline)) return undefined;
  const panels = [...new Set(points.map(({ panel }) => panel))];
  const pipelines = [...new Set(points.map(({ pipeline }) => pipeline))].sort((a, b) => a - b);
  const most = Math.max(1, ...points.map(({ ratio }) => ratio.high + 0.1));
  const interval = most > 3 ? 1 : 0.5;
  const series = panels.flatMap((panel, i) =>
    targets.flatMap(({ name }, place) =>
      seriesOf(
        points.filter((point) => point.panel === panel && point.target === name),
        i,
        place,
      ),
    ),
  );
  return toSvg(results, {
    title: `Throughput, as a ratio to ${baseline}`,
    explanation: [
      `Above 1 is faster than ${baseline}. Medians of rounds side by side; a bar holds half of the rounds.`,
      'A hollow mark: the load generator, the disk or the machine is the limit, not the server.',
    ],
    height: placeOf(panels.length - 1).top + 290,
    graphic: panels.map((panel, i) => words(panel, placeOf(i).left, placeOf(i).top - 24)),
    option: {
      grid: panels.map((_, i) => ({ ...placeOf(i), width: panelWidth, height: panelHeight })),
      xAxis: panels.map((_, gridIndex) => ({
        ...axis,
        ...{ type: 'category', gridIndex, data: pipelines.map(String) },
        name: 'commands in a pipeline',
        nameGap: 28,
      })),
      yAxis: panels.map((_, gridIndex) => ({
        ...axis,
        ...{ type: 'value', gridIndex, min: 0, max: interval * Math.ceil(most / interval), interval },
      })),
      series,
    },
  });
}

/** The line of one target in one panel, and the bars behind it; the baseline is nothing but its line. */
function seriesOf(
  points: readonly Point[],
  panel: number,
  place: number,
): (LineSeriesOption | CustomSeriesOption)[] {
  const { color, ...look } = lookOf(place);
  const axes = { xAxisIndex: panel, yAxisIndex: panel };
  const line: LineSeriesOption = {
    ...axes,
    ...look,
    name: points[0]?.target ?? '',
    type: 'line',
    symbolSize: 8,
    data: points.map(({ pipeline, ratio, limit, side }) => ({
      value: [String(pipeline), ratio.median],
      label: { position: side },
      itemStyle: limit === 'server' ? { color } : { color: '#ffffff', borderColor: color, borderWidth: 2 },
    })),
  };
  if (place === 0) return [line];
  return [
    {
      ...line,
      label: {
        ...{ show: true, color, fontSize: 12, fontWeight: 600 },
        formatter: ({ value }) => Number(Array.isArray(value) ? value[1] : value).toFixed(2),
        ...{ textBorderColor: '#ffffff', textBorderWidth: 3 },
      },
    },
    {
      ...axes,
      ...{ type: 'custom', silent: true, z: 1 },
      data: points.map(({ pipeline, ratio }) => [String(pipeline), ratio.low, ratio.high]),
      renderItem: (_, api) => {
        const [x1 = 0, y1 = 0] = api.coord([api.value(0), api.value(1)]);
        const [x2 = 0, y2 = 0] = api.coord([api.value(0), api.value(2)]);
        const style = { stroke: color, lineWidth: 5, opacity: 0.4 };
        return { type: 'line', shape: { x1, y1, x2, y2 }, style };
      },
    },
  ];
}

/** Of the sizes of values only the smallest: a panel for each is too much. */
function pointsOf({ rows, baseline }: Results): Point[] {
  const measured = rows.filter(({ part }) => part === 'throughput' || part === 'aof');
  const smallest = Math.min(...measured.map(({ of }) => of.valueBytes ?? Number.POSITIVE_INFINITY));
  const points = measured.flatMap(({ of, target, ratios, limit }) => {
    const { command = '', pipeline = 1, valueBytes = smallest, aof } = of;
    const ratio = ratios['perSecond'];
    if (ratio === undefined || valueBytes !== smallest) return [];
    const panel = command.toUpperCase() + (aof === 'off' ? '' : `, appendfsync ${aof}`);
    return { panel, target, pipeline, ratio, limit };
  });
  return points.map((point) => {
    const beside = points.filter(
      ({ panel, pipeline, target }) =>
        panel === point.panel && pipeline === point.pipeline && target !== baseline,
    );
    const isHighest = beside.every(({ ratio }) => ratio.median <= point.ratio.median);
    return { ...point, side: isHighest ? 'top' : 'bottom' };
  });
}
