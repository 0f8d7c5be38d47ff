import { type Html, html } from "@cmb/core";
import { brierScore } from "../calibration/brier-score.js";
import { expectedCalibrationError } from "../calibration/expected-calibration-error.js";
import { reliability } from "../calibration/reliability.js";
import { countOf } from "./count-of.js";
import { formatNumber } from "./format-number.js";
import type { LesionOutcome } from "./lesion-outcomes.js";
import { pathThrough, place, plotFigure } from "./plot.js";

const FEWEST = 10;

/**
 * How often predictions of a stated score are true: a reliability diagram with its numbers.
 *
 * @param id - of the figure
 * @param lesions - outcomes of all lesions
 * @returns a figure; nothing where scores are no probabilities, or are all the same, or few
 * @internal
 */
export function reliabilityFigure(id: string, lesions: readonly LesionOutcome[]): Html {
  const predictions = lesions.filter(
    ({ side, outcome, isError }) => side === "prediction" && (outcome === "matched" || isError),
  );
  const probabilities = predictions.map(({ score }) => score ?? Number.NaN);
  const isUsable = probabilities.every((p) => p >= 0 && p <= 1) && new Set(probabilities).size > 1;
  if (!isUsable || probabilities.length < FEWEST) return html``;
  const scored = { probabilities, outcomes: predictions.map(({ outcome }) => outcome === "matched") };
  const bins = reliability(scored).filter(({ count }) => count > 0);
  const most = Math.max(...bins.map(({ count }) => count));
  const numbers = `Expected calibration error ${formatNumber(expectedCalibrationError(scored))}, Brier score ${formatNumber(brierScore(scored))}, over ${countOf(probabilities.length, "prediction")}.`;
  const figure = plotFigure({
    id,
    title: `Reliability diagram. ${numbers}`,
    caption:
      "Reliability: share of true predictions in each tenth of the score. Bars, with their numbers: predictions in it. On the diagonal a score is a probability.",
    x: { label: "Score", from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    y: { label: "Share that is true", from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    draw: (plot) => [
      ...bins.map(
        ({ lower, upper, count }) =>
          html`<rect class="bar" x="${plot.x(lower) + 1}" y="${plot.y((0.25 * count) / most)}" width="${plot.x(upper) - plot.x(lower) - 2}" height="${plot.bottom - plot.y((0.25 * count) / most)}"/><text class="tick halo" x="${plot.x((lower + upper) / 2)}" y="${place(plot.y((0.25 * count) / most) - 4)}" text-anchor="middle">${count}</text>`,
      ),
      html`<path class="bound series0" d="M${plot.x(0)} ${plot.y(0)}L${plot.x(1)} ${plot.y(1)}"/>`,
      html`<path class="line series0" d="${pathThrough(bins.map((bin) => [plot.x(bin.meanProbability), plot.y(bin.observedFrequency)] as const))}"/>`,
      ...bins.map(
        (bin) =>
          html`<circle class="dot series0" cx="${plot.x(bin.meanProbability)}" cy="${plot.y(bin.observedFrequency)}" r="3.5"/>`,
      ),
    ],
  });
  return html`${figure}<p class="small">${numbers}</p>`;
}
