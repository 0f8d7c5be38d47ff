import { type Html, html } from "@cmb/core";
import { BURDEN_SCHEMES } from "../classification/burden-class.js";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import { htmlTable } from "./html-table.js";
import { withInterval } from "./interval-text.js";

const RATES = ["recall", "specificity", "precision", "f1", "kappa"] as const;
const RATE_NAMES = ["Sensitivity", "Specificity", "Precision", "F1", "κ"];

/**
 * Scan-level decisions: whether a scan has at least so many lesions, and its burden class.
 *
 * @param result - of one system under one protocol
 * @returns tables
 * @internal
 */
export function classSection({ classification, intervals, parameters }: EvaluationResult): Html {
  const rows = classification.thresholds.map(({ threshold, confusion, scores }) => {
    const own = intervals?.classification.thresholds.find((each) => each.threshold === threshold)?.scores;
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
    return [
      `at least ${threshold}`,
      [truePositives, falsePositives, falseNegatives, trueNegatives].join("\u00A0/\u00A0"),
      ...RATES.map((name) => withInterval("f1", scores[name], own?.[name])),
    ];
  });
  const negative =
    parameters.classifiedClass === "negative"
      ? " The source scores the negative class, scans with fewer; so does this table."
      : "";
  const schemes = BURDEN_SCHEMES.filter(({ name }) => classification.burden[name] !== undefined);
  return html`<h3>Scans as positive or negative</h3>${htmlTable({
    caption: `A scan is positive from so many lesions on.${negative}`,
    head: ["Lesions", "TP / FP / FN / TN", ...RATE_NAMES],
    rows,
  })}
<details><summary>Burden classes</summary>${schemes.map(({ name, source }) => burdenTable(name, source, { classification, intervals }))}</details>`;
}

function burdenTable(
  name: string,
  source: string,
  { classification, intervals }: Pick<EvaluationResult, "classification" | "intervals">,
): Html {
  const agreement = classification.burden[name];
  if (agreement === undefined) return html``;
  const own = intervals?.classification.burden[name];
  const shown = `accuracy ${withInterval("f1", agreement.accuracy, own?.["accuracy"])}, κ ${withInterval("f1", agreement.kappa, own?.["kappa"])}, quadratic κ ${withInterval("f1", agreement.quadraticKappa, own?.["quadraticKappa"])}`;
  return htmlTable({
    caption: `${source}: ${shown}. Rows: class by the reference; columns: by the prediction.`,
    head: ["Reference", ...agreement.labels],
    rows: agreement.labels.map((label, n) => [label, ...(agreement.table[n] ?? []).map(String)]),
  });
}
