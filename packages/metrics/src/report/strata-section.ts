import { type Html, html } from "@cmb/core";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { LesionStratum } from "../strata/stratify-lesions.js";
import type { ScanStratum } from "../strata/stratify-scans.js";
import { type ForestRow, forestTable } from "./forest-table.js";
import { withInterval } from "./interval-text.js";
import { formatQuantity } from "./quantities.js";

/**
 * Scores by group as forest plots: of scans by covariate and burden, of scans by location, of lesions by feature.
 *
 * @param result - of one system under one protocol
 * @returns markup; nothing where there are no groups
 * @internal
 */
export function strataSection({ strata, pooled, cases, parameters }: EvaluationResult): Html {
  if (strata === undefined) return html``;
  const byLocation = strata.locations.length > 1 ? [strata.locations] : [];
  const byScan = Object.entries(strata.covariates).filter(([, groups]) => groups.length > 1);
  const byLesion = Object.entries(strata.features).filter(([, groups]) => groups.length > 1);
  if (byLocation.length + byScan.length + byLesion.length === 0) return html``;
  const plots = [
    ...byLocation.map((groups) =>
      scanForest(groups, {
        caption: `By location of the lesions. ${RATES[parameters.falsePositivesOver].replace("#", cases.length === 1 ? "the one scan" : `all ${cases.length} scans`)}`,
        scans: "Scans with any there",
        line: pooled.f1,
      }),
    ),
    ...byScan.map(([name, groups]) =>
      scanForest(groups, { caption: `By ${nameOf(name)}`, scans: "Scans", line: pooled.f1 }),
    ),
    ...byLesion.map(([name, groups]) => lesionForest(name, groups, pooled.recall)),
  ];
  return html`<h3>Groups</h3>${plots}<p class="small">The dashed line is the value over all. Groups were not chosen before the data were seen unless the study says so; small ones vary much. A group without reference lesions has false positives alone.</p>`;
}

/** A location has false positives over more scans than those with a lesion there. */
const RATES = {
  all: "False positives per scan are over # of the evaluation.",
  nonEmpty: "False positives per scan are over the scans with a lesion there on either side.",
  withReference: "False positives per scan are over the scans with a reference lesion there.",
} as const;

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

function scanForest(
  groups: readonly ScanStratum[],
  { caption, scans, line }: { readonly caption: string; readonly scans: string; readonly line: number },
): Html {
  const rows = inOrder(groups).map(({ name: group, scanCount, pooled, intervals }): ForestRow => {
    // Where nothing is to be found, precision and F1 are 0 at the first false positive, whatever the system is worth.
    const hasReference = pooled.referenceCount > 0;
    const [precision, f1] = hasReference ? [pooled.precision, pooled.f1] : [Number.NaN, Number.NaN];
    const interval = hasReference ? intervals?.pooled.f1 : undefined;
    return {
      name: groupName(group),
      cells: [
        String(scanCount),
        String(pooled.referenceCount),
        formatQuantity("recall", pooled.recall),
        formatQuantity("precision", precision),
        formatQuantity("falsePositivesPerScan", pooled.falsePositivesPerScan),
      ],
      value: { value: f1, lower: interval?.lower, upper: interval?.upper },
      text: withInterval("f1", f1, interval),
    };
  });
  return forestTable({
    caption,
    head: ["Group", scans, "Lesions", "Sensitivity", "Precision", "FP per scan"],
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
