import { type Html, html } from "@cmb/core";
import { type BlandAltman, blandAltman } from "../agreement/bland-altman.js";
import { concordanceCorrelation } from "../agreement/concordance-correlation.js";
import { intraclassCorrelation } from "../agreement/intraclass-correlation.js";
import type { CaseResult } from "../evaluation/case-result.js";
import { countOf } from "./count-of.js";
import { formatNumber } from "./format-number.js";
import { noteBelow } from "./html-table.js";
import { intervalText } from "./interval-text.js";
import { type Plot, plotFigure, roundTicks } from "./plot.js";

/**
 * Agreement of the counts of reference and prediction: a Bland–Altman figure with its numbers and ICC and CCC.
 *
 * @param id - of the figure
 * @param cases - counts of each scan
 * @returns a figure and a line of numbers; nothing under three scans
 * @internal
 */
export function blandAltmanFigure(id: string, cases: readonly CaseResult[]): Html {
  if (cases.length < 3) return html``;
  const reference = cases.map(({ referenceCount }) => referenceCount);
  const prediction = cases.map(({ predictionCount }) => predictionCount);
  const agreement = blandAltman(reference, prediction);
  const { bias, limits, points } = agreement;
  const reach = Math.max(
    1,
    ...points.map(({ difference }) => Math.abs(difference)),
    Math.abs(limits.lower),
    Math.abs(limits.upper),
  );
  const most = Math.max(1, ...points.map(({ mean }) => mean));
  const figure = plotFigure({
    id,
    title: `Bland–Altman plot of counts: bias ${formatNumber(bias)}, limits of agreement ${formatNumber(limits.lower)} to ${formatNumber(limits.upper)}`,
    caption:
      "Counts of each scan: predicted minus reference against their mean. Larger circles stand for more scans. Lines: bias and limits of agreement (± 1.96 SD).",
    x: { label: "Mean of reference and predicted count", from: 0, to: most * 1.05, ticks: roundTicks(0, most) },
    y: { label: "Predicted − reference", from: -reach * 1.05, to: reach * 1.05, ticks: roundTicks(-reach, reach) },
    draw: (plot) => [...linesOf(agreement, plot), ...dotsOf(points, plot)],
  });
  const ratings = cases.map(({ referenceCount, predictionCount }) => [referenceCount, predictionCount]);
  const icc = intraclassCorrelation(ratings, { form: "ICC(2,1)" });
  const ccc = concordanceCorrelation(reference, prediction);
  const show = ({ value, interval }: typeof icc): string =>
    `${formatNumber(value)}${intervalText(interval, formatNumber)}`;
  const numbers = `Bias ${show({ value: bias, interval: agreement.biasInterval })}; limits of agreement ${formatNumber(limits.lower)} to ${formatNumber(limits.upper)}; ICC(2,1) ${show(icc)}; Lin's concordance ${show(ccc)}. Intervals: 95 %, scans taken as independent.`;
  return html`${figure}<p class="small">${numbers}</p>${noteBelow([numbers])}`;
}

function linesOf({ bias, limits }: BlandAltman, plot: Plot): readonly Html[] {
  return [
    [bias, "line series0"],
    [limits.lower, "bound series0"],
    [limits.upper, "bound series0"],
  ].map(
    ([value, name]) => html`<path class="${name ?? ""}" d="M${plot.left} ${plot.y(Number(value))}H${plot.right}"/>`,
  );
}

function dotsOf(points: BlandAltman["points"], plot: Plot): readonly Html[] {
  const counts = new Map<string, { readonly mean: number; readonly difference: number; count: number }>();
  for (const point of points) {
    const key = `${point.mean} ${point.difference}`;
    const same = counts.get(key) ?? { ...point, count: 0 };
    counts.set(key, same);
    same.count++;
  }
  return [...counts.values()].map(
    ({ mean, difference, count }) =>
      html`<circle class="open" cx="${plot.x(mean)}" cy="${plot.y(difference)}" r="${Math.min(12, 2.5 + Math.sqrt(count))}"><title>${countOf(count, "scan")}</title></circle>`,
  );
}
