// Throughput against pipeline depth, as a ratio to the baseline: a panel for each command and fsync policy.
import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import { machineLine } from '../machine.ts';
import type { Results } from '../results.ts';
import { axis, bold, foot, lookOf, small, toSvg, words } from './chart.ts';

type Entry = Results['throughput'][number];

const [columns, width, panelWidth, panelHeight] = [3, 960, 250, 190];
const [left, top, stepX, stepY] = [60, 124, 306, 270];

/** Undefined when nothing can be compared. */
export function throughputPlot(results: Results): string | undefined {
  const entries = results.throughput.filter(
    ({ ratio, size }) => ratio !== null && size === smallest(results),
  );
  const others = results.targets.map(({ name }) => name).filter((name) => name !== results.baseline);
  const names = [...new Set(entries.map(panelName))];
  if (names.length === 0 || others.length === 0) return undefined;

  const most = Math.max(1.2, ...entries.map(({ ratio }) => ratio?.high ?? 0));
  const place = (i: number) => ({
    x: left + stepX * (i % columns),
    y: top + stepY * Math.floor(i / columns),
  });
  const height = top + stepY * Math.ceil(names.length / columns) + 20;
  const pipelines = [...new Set(entries.map(({ pipeline }) => pipeline))].sort((a, b) => a - b);
  const seriesOf = (name: string, i: number) =>
    results.targets.flatMap((target, t) => {
      const own = entries.filter((entry) => panelName(entry) === name && entry.target === target.name);
      if (own.length === 0) return [];
      return target.name === results.baseline ? [baseLine(target.name, i, pipelines)] : lineOf(own, i, t);
    });

  return toSvg(width, height, {
    legend: { top: 66, left: 16, itemGap: 24, textStyle: { fontSize: 13 }, selectedMode: false },
    grid: names.map((_, i) => ({
      left: place(i).x,
      top: place(i).y,
      width: panelWidth,
      height: panelHeight,
    })),
    xAxis: names.map((_, i) => ({
      ...axis,
      type: 'category',
      gridIndex: i,
      data: pipelines.map(String),
      name: 'commands in a pipeline',
      nameLocation: 'middle',
      nameGap: 28,
    })),
    yAxis: names.map((_, i) => ({
      ...axis,
      type: 'value',
      gridIndex: i,
      min: 0,
      max: Math.ceil(most * 5) / 5,
    })),
    series: names.flatMap(seriesOf),
    graphic: [
      words(`Throughput, as a ratio to ${results.baseline}`, { left: 24, top: 16 }, bold(19)),
      words(
        `Above 1 is faster than ${results.baseline}. Medians of rounds side by side; the bars hold half of the rounds. ` +
          'A hollow mark: the load generator (or the disk) is the limit, not the server.',
        { left: 24, top: 43 },
        small,
      ),
      ...names.map((name, i) => words(name, { left: place(i).x, top: place(i).y - 24 }, bold(13))),
      foot(machineLine(results), width, height - 36),
    ],
  });
}

function lineOf(
  entries: readonly Entry[],
  panel: number,
  place: number,
): (LineSeriesOption | CustomSeriesOption)[] {
  const { color, symbol } = lookOf(place);
  const name = entries[0]?.target ?? '';
  const axes = { xAxisIndex: panel, yAxisIndex: panel };
  return [
    {
      ...axes,
      name,
      type: 'line',
      symbol,
      symbolSize: 8,
      lineStyle: { color, width: 2 },
      itemStyle: { color },
      label: {
        show: true,
        position: place % 2 === 1 ? 'bottom' : 'top',
        color,
        fontSize: 12,
        fontWeight: 600,
        formatter: ({ value }) => Number(Array.isArray(value) ? value[1] : value).toFixed(2),
        textBorderColor: '#ffffff',
        textBorderWidth: 3,
      },
      data: entries.map(({ pipeline, ratio, limit }) => ({
        value: [String(pipeline), ratio?.median ?? 0],
        itemStyle: limit === 'server' ? { color } : { color: '#ffffff', borderColor: color, borderWidth: 2 },
      })),
    },
    {
      ...axes,
      type: 'custom',
      silent: true,
      z: 1,
      data: entries.map(({ pipeline, ratio }) => [String(pipeline), ratio?.low ?? 0, ratio?.high ?? 0]),
      renderItem: (_, api) => {
        const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
        const [, high = 0] = api.coord([api.value(0), api.value(2)]);
        return {
          type: 'line',
          shape: { x1: x, y1: low, x2: x, y2: high },
          style: { stroke: color, lineWidth: 4, opacity: 0.35 },
        };
      },
    },
  ];
}

function baseLine(name: string, panel: number, pipelines: readonly number[]): LineSeriesOption {
  const { color } = lookOf(0);
  return {
    xAxisIndex: panel,
    yAxisIndex: panel,
    name,
    type: 'line',
    symbol: 'none',
    lineStyle: { color, width: 2, type: 'dashed' },
    itemStyle: { color },
    data: pipelines.map((pipeline) => [String(pipeline), 1]),
  };
}

function panelName({ command, persistence }: Entry): string {
  return `${command.toUpperCase()}${persistence === 'off' ? '' : `, appendfsync ${persistence}`}`;
}

function smallest({ throughput }: Results): number {
  return Math.min(...throughput.map(({ size }) => size));
}
