/** How the cost of an exploration grows with its states: a fitted exponent, and a picture of both axes in powers of ten. */

export interface Measured {
  readonly tool: string;
  readonly states: number;
  readonly seconds: number;
}

/** The exponent k of seconds = c × states^k, least squares on logarithms; undefined of fewer than two points. */
export function exponentOf(points: readonly Measured[]): number | undefined {
  if (points.length < 2) return undefined;
  const x = points.map(({ states }) => Math.log(states));
  const y = points.map(({ seconds }) => Math.log(seconds));
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const spread = x.reduce((sum, one) => sum + (one - mx) ** 2, 0);
  return x.reduce((sum, one, i) => sum + (one - mx) * ((y[i] as number) - my), 0) / spread;
}

const [width, height, left, bottom, top, right] = [640, 400, 64, 48, 24, 132];
const colours = ['#1b5e9f', '#b3471b', '#3f7d3a', '#6b4a9e', '#8a6d00', '#555555', '#a02c5a', '#007a7a'];

function decades(values: readonly number[]): readonly [number, number] {
  return [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
}

function label(power: number): string {
  return power >= 0 && power < 4 ? `${10 ** power}` : `10<tspan dy="-5" font-size="9">${power}</tspan>`;
}

/** A line for each tool. */
export function plotOf(title: string, points: readonly Measured[]): string {
  const [x0, x1] = decades(points.map(({ states }) => states));
  const [y0, y1] = decades(points.map(({ seconds }) => seconds));
  const x = (states: number): number => left + ((Math.log10(states) - x0) / (x1 - x0)) * (width - left - right);
  const y = (seconds: number): number =>
    height - bottom - ((Math.log10(seconds) - y0) / (y1 - y0)) * (height - bottom - top);
  const round = (value: number): string => value.toFixed(1);
  const vertical = Array.from({ length: x1 - x0 + 1 }, (_, i) => x0 + i).map((power) => {
    const at = round(x(10 ** power));
    return `<line x1="${at}" x2="${at}" y1="${top}" y2="${height - bottom}" stroke="#ddd"/><text x="${at}" y="${height - bottom + 18}" text-anchor="middle">${label(power)}</text>`;
  });
  const horizontal = Array.from({ length: y1 - y0 + 1 }, (_, i) => y0 + i).map((power) => {
    const at = round(y(10 ** power));
    return `<line y1="${at}" y2="${at}" x1="${left}" x2="${width - right}" stroke="#ddd"/><text x="${left - 8}" y="${Number(at) + 4}" text-anchor="end">${label(power)}</text>`;
  });
  const tools = [...new Set(points.map(({ tool }) => tool))];
  const ends = tools.map((tool) => points.filter((one) => one.tool === tool).sort((a, b) => a.states - b.states));
  // Names stand beside the ends of their lines, pushed apart where those lie close together.
  const order = ends.map((own, i) => ({ i, at: y((own.at(-1) as Measured).seconds) })).sort((a, b) => a.at - b.at);
  const nameAt: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { i, at } of order) {
    last = Math.max(at, last + 14);
    nameAt[i] = last;
  }
  const lines = ends.map((own, i) => {
    const colour = colours[i % colours.length];
    const path = own.map(({ states, seconds }) => `${round(x(states))},${round(y(seconds))}`);
    const dots = path.map((at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="3" fill="${colour}"/>`);
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}<text x="${width - right + 8}" y="${round((nameAt[i] as number) + 4)}" fill="${colour}">${tools[i]}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="white"/>
<text x="${left}" y="15" font-weight="bold">${title}</text>
${vertical.join('\n')}
${horizontal.join('\n')}
<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">states</text>
<text x="14" y="${(top + height - bottom) / 2}" transform="rotate(-90 14 ${(top + height - bottom) / 2})" text-anchor="middle">seconds</text>
${lines.join('\n')}
</svg>
`;
}
