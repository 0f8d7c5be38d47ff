import { type Html, html } from "@cmb/core";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { LesionStratum } from "../strata/stratify-lesions.js";
import type { ScanStratum } from "../strata/stratify-scans.js";
import { type ForestRow, forestTable } from "./forest-table.js";
import { formatNumber } from "./format-number.js";
import { formatQuantity } from "./quantities.js";
import { withInterval } from "./score-table.js";

/**
 * Scores by group as forest plots: of scans by covariate and burden, of scans by location, of lesions by feature.
 *
 * @param result - of one system under one protocol
 * @returns markup; nothing where there are no groups
 * @internal
 */
export function strataSection({ strata, pooled }: EvaluationResult): Html {
  if (strata === undefined) return html``;
  const byScan: readonly (readonly [string, readonly ScanStratum[]])[] = [
    ...(strata.locations.length > 0 ? [["location of the lesions", strata.locations] as const] : []),
    ...Object.entries(strata.covariates),
  ].filter(([, groups]) => groups.length > 1);
  const byLesion = Object.entries(strata.features).filter(([, groups]) => groups.length > 1);
  if (byScan.length + byLesion.length === 0) return html``;
  const plots = [
    ...byScan.map(([name, groups]) => scanForest(nameOf(name), groups, pooled.f1)),
    ...byLesion.map(([name, groups]) => lesionForest(name, groups, pooled.recall)),
  ];
  return html`<h3>Groups</h3>${plots}<p class="small">The dashed line is the value over all. Groups were not chosen before the data were seen unless the study says so; small ones vary much.</p>`;
}

/** A name of a covariate or a feature with its unit apart. */
function nameOf(name: string): string {
  if (name === "referenceCount") return "number of reference lesions";
  return name
    .replace(/Mm3$/, ", mm³")
    .replace(/Mm$/, ", mm")
    .replace(/Ms$/, ", ms")
    .replace(/Years$/, ", years");
}

/** A bin as it is written in a paper. */
function groupName(name: string): string {
  return name.replace(/>=\s*/, "≥ ").replace(/^<(?=\d)/, "< ");
}

/** Bins from below to above; all else stays in the order of its names. */
function inOrder<T extends { readonly name: string }>(groups: readonly T[]): readonly T[] {
  const rank = ({ name }: T): number => (name.startsWith("<") ? 0 : name.startsWith(">=") ? 2 : 1);
  return [...groups].sort((a, b) => rank(a) - rank(b));
}

function scanForest(name: string, groups: readonly ScanStratum[], line: number): Html {
  const rows = inOrder(groups).map(({ name: group, scanCount, pooled, intervals }): ForestRow => {
    const interval = intervals?.pooled.f1;
    return {
      name: groupName(group),
      cells: [
        String(scanCount),
        String(pooled.referenceCount),
        formatQuantity("recall", pooled.recall),
        formatQuantity("precision", pooled.precision),
        formatNumber(pooled.falsePositivesPerScan),
      ],
      value: { value: pooled.f1, lower: interval?.lower, upper: interval?.upper },
      text: withInterval("f1", pooled.f1, interval),
    };
  });
  return forestTable({
    caption: `By ${name}`,
    head: ["Group", "Scans", "Lesions", "Sensitivity", "Precision", "FP per scan"],
    quantity: "Pooled F1",
    rows,
    range: [0, 1],
    line,
  });
}

function lesionForest(name: string, groups: readonly LesionStratum[], line: number): Html {
  const rows = inOrder(groups).map(
    (group): ForestRow => ({
      name: groupName(group.name),
      cells: [
        `${group.found} of ${group.referenceCount}`,
        `${group.matched} of ${group.predictionCount}`,
        formatQuantity("precision", group.precision),
      ],
      value: { value: group.recall, lower: group.intervals?.recall.lower, upper: group.intervals?.recall.upper },
      text: withInterval("recall", group.recall, group.intervals?.recall),
    }),
  );
  return forestTable({
    caption: `By the lesions' ${nameOf(name)}`,
    head: ["Group", "Found", "Predictions true", "Precision"],
    quantity: "Sensitivity",
    rows,
    range: [0, 1],
    line,
  });
}
