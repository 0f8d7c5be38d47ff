import { type Html, html } from "@cmb/core";
import type { DistributionComparison } from "./compare-distributions.js";

/** What a quantile–quantile plot shows. @internal */
export interface QuantilePlot {
  readonly title: string;
  readonly unit: string;
  readonly comparison: DistributionComparison;
  readonly tolerance: number;
}

const SIDE = 220;
const MARGIN = 38;

/** Synthetic quantiles over real ones, with the line of equality and the tolerated band about it. @internal */
export function quantilePlot({ title, unit, comparison, tolerance }: QuantilePlot): Html {
  const { quantiles } = comparison;
  const largest = Math.max(...quantiles.flatMap(({ real, synthetic }) => [real, synthetic]));
  const to = niceMaximum(largest);
  const x = (value: number): string => (MARGIN + (value / to) * SIDE).toFixed(1);
  const y = (value: number): string => (MARGIN / 2 + SIDE - (value / to) * SIDE).toFixed(1);
  const [low, high] = [1 - tolerance, 1 + tolerance];
  const band = `${x(0)},${y(0)} ${x(to)},${y(to * low)} ${x(to)},${y(to)} ${x(to / high)},${y(to)}`;
  const ticks = [0, to / 2, to];
  const [width, height] = [SIDE + MARGIN + 14, SIDE + 1.9 * MARGIN];
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: synthetic over real quantiles">
<polygon class="band" points="${band}"/><rect class="axis" x="${MARGIN}" y="${MARGIN / 2}" width="${SIDE}" height="${SIDE}"/>
<line class="equal" x1="${x(0)}" y1="${y(0)}" x2="${x(to)}" y2="${y(to)}"/>
${ticks.map((tick) => html`<text class="tick" x="${x(tick)}" y="${SIDE + MARGIN / 2 + 14}" text-anchor="middle">${short(tick)}</text><text class="tick" x="${MARGIN - 4}" y="${y(tick)}" dy="0.35em" text-anchor="end">${short(tick)}</text>`)}
<text class="tick" x="${MARGIN + SIDE / 2}" y="${SIDE + MARGIN / 2 + 30}" text-anchor="middle">real${unit === "" ? "" : `, ${unit}`}</text>
<text class="label" x="${MARGIN + 6}" y="${MARGIN / 2 + 15}">${title}</text>
${quantiles.map(({ probability, real, synthetic }) => html`<circle class="dot" cx="${x(real)}" cy="${y(synthetic)}" r="4"><title>p${Math.round(100 * probability)}: real ${short(real)}, synthetic ${short(synthetic)}</title></circle>`)}</svg>`;
}

/** 1, 2 or 5 times a power of ten, at least the value. */
function niceMaximum(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
