import { type Html, html } from "@cmb/core";
import { sensitivityAt } from "../curves/sensitivity-at.js";
import type { CurveResult, EvaluationResult } from "../evaluation/create-evaluation.js";
import { heldRates, lastRate } from "./held-readings.js";
import { percentLabel } from "./percent-label.js";
import { type Plot, pathThrough, plotFigure } from "./plot.js";
import { hasDraws } from "./score-table.js";

/** A FROC curve with the name of its system. @internal */
export interface NamedCurve {
  readonly name: string | undefined;
  readonly result: EvaluationResult;
}

const RATES = [0.125, 0.25, 0.5, 1, 2, 4, 8];
const STEPS_PER_OCTAVE = 12;

/**
 * The FROC curves of one protocol with their confidence bands.
 *
 * @param id - of the figure
 * @param curves - one for each system
 * @returns a figure; nothing where no system has scores
 * @internal
 */
export function frocFigure(id: string, curves: readonly NamedCurve[]): Html {
  // Without a reference lesion there is no sensitivity to draw.
  const drawn = curves.flatMap(({ name, result }) =>
    result.curve && Number.isFinite(result.curve.meanSensitivity) ? [{ name, result, curve: result.curve }] : [],
  );
  if (drawn.length === 0) return html``;
  const ends = drawn.map(({ curve }) => lastRate(curve));
  const to = 2 ** Math.ceil(Math.log2(Math.min(64, Math.max(8, ...ends))));
  const ticks = [...RATES, 16, 32, 64].filter((rate) => rate <= to);
  const level = drawn.map(({ result }) => result.intervals).find(hasDraws)?.confidence;
  const band =
    level === undefined
      ? ""
      : ` The shaded band holds the sensitivity at each rate with ${percentLabel(level)} % confidence; the dashed lines hold the whole curve.`;
  return plotFigure({
    id,
    title: `FROC curve: ${drawn.map(({ name, curve }) => `${name ?? "the system"} reaches ${readings(curve)}`).join("; ")}`,
    caption: `FROC: sensitivity against false positives per scan as the score threshold falls. Dots: the rates that are averaged.${heldText(drawn.map(({ curve }) => curve))}${band}`,
    x: { label: "False positives per scan", from: 0.125, to, ticks, scale: "log2", format: fraction },
    y: { label: "Sensitivity", from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    draw: (plot) => [
      ...drawn.map(({ result }, n) => bandOf(result, plot, n)),
      ...drawn.map(({ result, curve }, n) => curveOf(result, curve, { plot, to, n })),
      ...(drawn.length > 1
        ? drawn.map(({ name }, n) => legend(name ?? "", { plot, n, row: drawn.length - 1 - n }))
        : []),
    ],
  });
}

function heldText(curves: readonly CurveResult[]): string {
  if (curves.every((curve) => heldRates(curve).length === 0)) return "";
  return " Dotted, with open dots: beyond its last operating point a curve is held, not measured.";
}

function readings({ sensitivityAt: at }: CurveResult): string {
  return at
    .map(({ falsePositivesPerScan, sensitivity }) => `${sensitivity.toFixed(2)} at ${falsePositivesPerScan}`)
    .join(", ");
}

function bandOf({ intervals }: EvaluationResult, plot: Plot, n: number): Html {
  const band = intervals?.curve?.band.filter(({ lower }) => Number.isFinite(lower)) ?? [];
  if (band.length < 2) return html``;
  // Beyond its last point the curve, and so its band, stays where it is.
  const line = (of: (point: (typeof band)[number]) => number): (readonly [number, number])[] => {
    const places = band.map((point) => [plot.x(point.falsePositivesPerScan), plot.y(of(point))] as const);
    return [...places, [plot.right, places.at(-1)?.[1] ?? 0]];
  };
  const shape = [...line(({ upper }) => upper), ...line(({ lower }) => lower).reverse()];
  return html`<path class="band series${n}" d="${pathThrough(shape)}Z"/><path class="bound series${n}" d="${pathThrough(line(({ bandUpper }) => bandUpper))}"/><path class="bound series${n}" d="${pathThrough(line(({ bandLower }) => bandLower))}"/>`;
}

function curveOf(
  { parameters }: EvaluationResult,
  curve: CurveResult,
  { plot, to, n }: { readonly plot: Plot; readonly to: number; readonly n: number },
): Html {
  const octaves = Math.log2(to / 0.125);
  const rates = Array.from(
    { length: octaves * STEPS_PER_OCTAVE + 1 },
    (_, step) => 0.125 * 2 ** (step / STEPS_PER_OCTAVE),
  );
  const end = lastRate(curve);
  const through = (some: readonly number[]): string =>
    pathThrough(
      some.map((rate) => [plot.x(rate), plot.y(sensitivityAt(curve.points, rate, parameters.curve.reading))] as const),
    );
  const [from, until] = [Math.max(0.125, end), Math.min(to, end)];
  const measured = end > 0.125 ? [...rates.filter((rate) => rate < until), until] : [];
  const held = end < to ? [from, ...rates.filter((rate) => rate > from)] : [];
  const dots = curve.sensitivityAt.map(
    ({ falsePositivesPerScan, sensitivity }) =>
      html`<circle class="dot${falsePositivesPerScan > end ? " held" : ""} series${n}" cx="${plot.x(falsePositivesPerScan)}" cy="${plot.y(sensitivity)}" r="3.5"/>`,
  );
  const solid = measured.length === 0 ? html`` : html`<path class="line series${n}" d="${through(measured)}"/>`;
  const dotted = held.length === 0 ? html`` : html`<path class="line held series${n}" d="${through(held)}"/>`;
  return html`${solid}${dotted}${dots}`;
}

function legend(
  name: string,
  { plot, n, row }: { readonly plot: Plot; readonly n: number; readonly row: number },
): Html {
  const y = plot.bottom - 14 - 18 * row;
  return html`<path class="line series${n}" d="M${plot.right - 190} ${y}h26"/><text class="tick" x="${plot.right - 158}" y="${y + 4}">${name}</text>`;
}

function fraction(rate: number): string {
  return rate >= 1 ? String(rate) : `1/${1 / rate}`;
}
