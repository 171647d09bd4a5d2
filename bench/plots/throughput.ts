// Throughput against pipeline depth, as a ratio to the baseline: a panel for each command and fsync policy.
import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import type { Results } from '../results.ts';
import { axis, bodyTop, lookOf, toSvg, words } from './chart.ts';
import { type Point, pointsOf } from './points.ts';

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
