import { type Html, html } from "@cmb/core";

/** One axis of a figure. @internal */
export interface PlotAxis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** `"linear"` unless given. */
  readonly scale?: "linear" | "log2";
  readonly format?: (tick: number) => string;
}

/** What a figure is drawn with. @internal */
export interface Plot {
  /** From a value to a place, held inside of the frame. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A figure with its parts. @internal */
export interface Figure {
  readonly id: string;
  /** What it shows, for who cannot see it. */
  readonly title: string;
  readonly caption: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly draw: (plot: Plot) => readonly Html[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [600, 380, 62, 16, 14, 50];

/**
 * A figure with two axes.
 *
 * @param figure - axes and what to draw between them
 * @returns a `figure` with an SVG that scales
 * @internal
 */
export function plotFigure({ id, title, caption, x, y, draw }: Figure): Html {
  const plot: Plot = {
    x: placer(x, LEFT, WIDTH - RIGHT),
    y: placer(y, HEIGHT - BOTTOM, TOP),
    left: LEFT,
    right: WIDTH - RIGHT,
    top: TOP,
    bottom: HEIGHT - BOTTOM,
  };
  const middle = place((plot.top + plot.bottom) / 2);
  return html`<figure id="${id}"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title"><title id="${id}-title">${title}</title>
${x.ticks.map((tick) => html`<path class="grid" d="M${plot.x(tick)} ${plot.top}V${plot.bottom}"/><text class="tick" x="${plot.x(tick)}" y="${plot.bottom + 16}" text-anchor="middle">${tickText(x, tick)}</text>`)}
${y.ticks.map((tick) => html`<path class="grid" d="M${plot.left} ${plot.y(tick)}H${plot.right}"/><text class="tick" x="${plot.left - 6}" y="${plot.y(tick) + 4}" text-anchor="end">${tickText(y, tick)}</text>`)}
${draw(plot)}
<path class="axis" d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}"/>
<text class="label" x="${place((plot.left + plot.right) / 2)}" y="${HEIGHT - 8}" text-anchor="middle">${x.label}</text>
<text class="label" x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">${y.label}</text>
</svg><figcaption>${caption}</figcaption></figure>`;
}

function placer({ from, to, scale = "linear" }: PlotAxis, start: number, end: number): (value: number) => number {
  const at = scale === "log2" ? Math.log2 : (value: number): number => value;
  const [low, high] = [at(from), at(to)];
  return (value) => {
    const share = (at(Math.min(to, Math.max(from, value))) - low) / (high - low || 1);
    return place(start + share * (end - start));
  };
}

function tickText({ format = String }: PlotAxis, tick: number): string {
  return format(tick).replace("-", "−");
}

/** A coordinate of an SVG: a tenth of a pixel is enough. @internal */
export function place(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * Round numbers that part a range.
 *
 * @param from - least value
 * @param to - largest value
 * @param most - how many at most
 * @returns rising, within the range; the range itself where it is empty
 * @internal
 */
export function roundTicks(from: number, to: number, most: number = 6): readonly number[] {
  if (!(to > from)) return [from];
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/**
 * A line through points, or a filled shape.
 *
 * @param points - places
 * @returns the `d` of a path
 * @internal
 */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], n) => `${n === 0 ? "M" : "L"}${place(x)} ${place(y)}`).join("");
}
