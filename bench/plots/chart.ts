// What all plots share: their look, and how they become SVG. No browser, no network; text stays text.
import * as echarts from 'echarts';
import { machineLine } from '../machine.ts';
import type { Results } from '../results.ts';

const ink = '#1f2328';
const grey = '#59636e';
// Without quotes: echarts doesn't escape them in an attribute.
const font = 'system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif';
// Okabe and Ito's colours: told apart by everyone, and in grey, too.
const colours = ['#6e6e6e', '#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const symbols = ['none', 'circle', 'rect', 'triangle', 'diamond'];

// Of the baseline in the legend, which has no symbol.
const dashes = 'path://M0,0h10v2h-10zM14,0h10v2h-10z';

export const width = 960;
/** Where the plots themselves begin, below the heading and the legend. */
export const bodyTop = 124;

/** How a target is drawn, the same in every plot: by its place among all targets. The baseline is dashed. */
export function lookOf(place: number) {
  const color = colours[place % colours.length] ?? ink;
  return {
    color,
    symbol: symbols[place % symbols.length] ?? 'circle',
    lineStyle: { color, width: 2.2, type: place === 0 ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color },
  };
}

export const axis = {
  nameLocation: 'middle' as const,
  nameTextStyle: { color: grey, fontSize: 12 },
  axisLabel: { color: ink, fontSize: 12 },
  axisLine: { show: true, lineStyle: { color: grey } },
  splitLine: { lineStyle: { color: '#e4e7eb' } },
};

/** Text at a place of the plot. */
export function words(text: string, left: number, top: number, style: object = {}) {
  const look = { fill: ink, font: `600 13px ${font}`, ...style };
  return { type: 'text' as const, left, top, silent: true, style: { text, ...look } };
}

interface Page {
  readonly title: string;
  /** One line for each sentence or so: nobody wraps them. */
  readonly explanation: readonly string[];
  readonly height: number;
  readonly graphic?: readonly ReturnType<typeof words>[];
  readonly option: echarts.EChartsOption;
}

/** Draws: heading, legend, plots, and the machine below. The background is white, also on a dark page. */
export function toSvg(results: Results, { title, explanation, height, graphic = [], option }: Page): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const small = { fill: grey, font: `11px ${font}`, lineHeight: 15 };
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: font },
      legend: {
        ...{ top: 78, left: 16, itemGap: 24, itemWidth: 32, selectedMode: false },
        textStyle: { fontSize: 13, color: ink },
        data: results.targets.map(({ name }, i) => ({ name, ...(i === 0 ? { icon: dashes } : {}) })),
      },
      ...option,
      graphic: [
        words(title, 24, 16, { font: `600 19px ${font}` }),
        words(explanation.join('\n'), 24, 43, small),
        words(wrapped(machineLine(results)), 24, height - 38, small),
        ...graphic,
      ],
    });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}

/** The machine's line, in as many lines as it needs. */
function wrapped(text: string): string {
  return text.split(' · ').reduce((line, part) => {
    const length = line.length - line.lastIndexOf('\n') + part.length;
    return `${line}${length < width / 6.2 ? ' · ' : '\n'}${part}`;
  });
}
