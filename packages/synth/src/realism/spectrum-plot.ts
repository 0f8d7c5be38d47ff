import { type Html, html } from "@cmb/core";
import type { ComparedBackground } from "./background-comparison.js";
import type { BackgroundStatistics } from "./background-statistics.js";

const [WIDTH, HEIGHT, MARGIN] = [420, 240, 46];

/** Power densities over frequency, both logarithmic: the real scan, and the simulated ones. @internal */
export function spectrumPlot({ name, real, synthetic }: ComparedBackground): Html {
  const all = [real, ...synthetic];
  const frequencies = all.flatMap(({ frequenciesPerMm }) => frequenciesPerMm);
  const powers = all.flatMap(({ powerMm2 }) => powerMm2.filter((power) => power > 0));
  if (frequencies.length === 0 || powers.length === 0) return html`<p>No tissue to plot.</p>`;
  const [fromX, toX] = [Math.log10(Math.min(...frequencies)), Math.log10(Math.max(...frequencies))];
  const [fromY, toY] = [Math.floor(Math.log10(Math.min(...powers))), Math.ceil(Math.log10(Math.max(...powers)))];
  const x = (value: number): string => (MARGIN + ((Math.log10(value) - fromX) / (toX - fromX)) * WIDTH).toFixed(1);
  const y = (value: number): string =>
    (10 + HEIGHT - ((Math.log10(value) - fromY) / (toY - fromY)) * HEIGHT).toFixed(1);
  const line = ({ frequenciesPerMm, powerMm2 }: BackgroundStatistics): string =>
    frequenciesPerMm
      .flatMap((frequency, n) => ((powerMm2[n] as number) > 0 ? [`${x(frequency)},${y(powerMm2[n] as number)}`] : []))
      .join(" ");
  const decades = Array.from({ length: toY - fromY + 1 }, (_, n) => 10 ** (fromY + n));
  const ticks = [0.05, 0.1, 0.2, 0.5, 1].filter((f) => Math.log10(f) >= fromX && Math.log10(f) <= toX);
  return html`<svg class="wide" viewBox="0 0 ${WIDTH + MARGIN + 16} ${HEIGHT + 52}" role="img" aria-label="${name}: power spectrum">
<rect class="axis" x="${MARGIN}" y="10" width="${WIDTH}" height="${HEIGHT}"/>
${decades.map((power) => html`<text class="tick" x="${MARGIN - 4}" y="${y(power)}" dy="0.35em" text-anchor="end">10^${Math.round(Math.log10(power))}</text>`)}
${ticks.map((f) => html`<text class="tick" x="${x(f)}" y="${HEIGHT + 26}" text-anchor="middle">${f}</text>`)}
<text class="tick" x="${MARGIN + WIDTH / 2}" y="${HEIGHT + 44}" text-anchor="middle">cycles/mm; power density in mm²</text>
${synthetic.map((one) => html`<polyline class="simulated" points="${line(one)}"/>`)}<polyline class="real" points="${line(real)}"/></svg>`;
}
