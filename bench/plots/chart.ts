// What all plots share: their look, and how they become SVG. No browser, no network; text stays text.
import * as echarts from 'echarts';

const ink = '#1f2328';
const grey = '#59636e';
const font = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif';
// Okabe and Ito's colours: told apart by everyone, and in grey, too.
const colours = ['#6e6e6e', '#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const symbols = ['none', 'circle', 'rect', 'triangle', 'diamond'];

/** How a target is drawn, the same in every plot: by its place among all targets. */
export const lookOf = (place: number) => ({
  color: colours[place % colours.length] ?? ink,
  symbol: symbols[place % symbols.length] ?? 'circle',
});

export const axis = {
  nameTextStyle: { color: grey, fontSize: 12 },
  axisLabel: { color: ink, fontSize: 12 },
  axisLine: { show: true, lineStyle: { color: grey } },
  splitLine: { lineStyle: { color: '#e4e7eb' } },
};

/** Text at a place of the plot. */
export const words = (
  text: string,
  place: { left?: number; right?: number; top: number },
  style: object = {},
) => ({
  type: 'text' as const,
  ...place,
  silent: true,
  style: { text, fill: ink, font: `12px ${font}`, ...style },
});

export const bold = (size: number) => ({ font: `600 ${size}px ${font}` });
export const small = { fill: grey, font: `11px ${font}` };

/** Draws. The background is white, also on a dark page: the ink is black. */
export function toSvg(width: number, height: number, option: echarts.EChartsOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: font },
      ...option,
    });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}

/** The machine's line, in as many lines as fit. */
export function foot(text: string, width: number, top: number) {
  const lines: string[] = [];
  for (const part of text.split(' · ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + part.length < width / 6.2)
      lines[lines.length - 1] = `${line} · ${part}`;
    else lines.push(part);
  }
  return words(lines.join('\n'), { left: 24, top }, { ...small, lineHeight: 15 });
}
