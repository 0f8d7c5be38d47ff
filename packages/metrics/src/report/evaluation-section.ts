import { type Html, html } from "@cmb/core";
import type { CurveResult } from "../evaluation/create-evaluation.js";
import type { ResultIntervals } from "../intervals/result-intervals.js";
import { toJsonValue } from "../to-json-value.js";
import { blandAltmanFigure } from "./bland-altman-figure.js";
import { classSection } from "./class-section.js";
import { countOf } from "./count-of.js";
import { describeRule } from "./describe-rule.js";
import { formatNumber } from "./format-number.js";
import { formatTableCsv } from "./format-table-csv.js";
import { frocFigure } from "./froc-figure.js";
import { heldRates, lastRate } from "./held-readings.js";
import { copyBlock, htmlTable, latexTable } from "./html-table.js";
import { withInterval } from "./interval-text.js";
import { describeQuantity, formatQuantity } from "./quantities.js";
import { reliabilityFigure } from "./reliability-figure.js";
import type { ReportedEvaluation } from "./reported-evaluation.js";
import { scoreTable, shownQuantities } from "./score-table.js";
import { strataSection } from "./strata-section.js";
import { worstCasesSection } from "./worst-cases-section.js";

const MOST_SCANS = 500;

/**
 * The rule of a protocol: in plain words, with its source, and as JSON.
 *
 * @param evaluation - any of those under the protocol
 * @returns markup
 * @internal
 */
export function ruleSection({ protocol, result }: ReportedEvaluation): Html {
  const changed = protocol.id.endsWith("*")
    ? html`<p class="warning">Parameters of this protocol were changed: its numbers do not compare with those published under the plain name.</p>`
    : html``;
  return html`<details open><summary>The rule</summary>${changed}<dl>${describeRule(protocol.parameters, sourceOf(result)).map(([topic, text]) => html`<dt>${topic}</dt><dd>${text}</dd>`)}</dl><p class="small">Source: ${protocol.source}.</p></details>
${copyBlock("Parameters as JSON", JSON.stringify(toJsonValue(protocol.parameters), null, 2))}`;
}

/** Masks have volumes, lists have none. */
function sourceOf({ cases }: ReportedEvaluation["result"]): "masks" | "lists" {
  return cases.every(({ volumeDifferenceMm3 }) => Number.isNaN(volumeDifferenceMm3)) ? "lists" : "masks";
}

/**
 * One system under one protocol: tables, figures, groups, errors.
 *
 * @param evaluation - result with its lesions
 * @param id - prefix of the ids of its parts
 * @returns markup without a heading of its own
 * @internal
 */
export function evaluationSection(evaluation: ReportedEvaluation, id: string): Html {
  const { result, lesions = [] } = evaluation;
  const table = scoreTable(result);
  return html`${htmlTable(table)}
<p class="small">The column in bold is how the protocol's source puts scans together. A dash is an undefined value, which is never counted as 0. ${countOf(result.pooled.truePositives, "true positive")}, ${countOf(result.pooled.falsePositives, "false positive")}, ${result.pooled.falseNegatives} missed.</p>
${meanings(result)}
${copyBlock("This table as LaTeX", latexTable(table))}${copyBlock("This table as CSV", formatTableCsv(table.head, table.rows))}
${curveSection({ result }, id)}
${counts(result, id)}
${classSection(result)}
${calibration(lesions, id)}
${strataSection(result)}
${worstCasesSection(evaluation)}
${scansTable(result)}`;
}

function meanings(result: ReportedEvaluation["result"]): Html {
  const terms = shownQuantities(result).map((name) => {
    const { label, meaning } = describeQuantity(name);
    return html`<dt>${label}</dt><dd>${meaning}</dd>`;
  });
  return html`<details><summary>What the rows mean</summary><dl>${terms}</dl></details>`;
}

function curveSection({ result }: Pick<ReportedEvaluation, "result">, id: string): Html {
  const { curve, intervals } = result;
  if (curve === null) return html`<p class="small">No FROC curve: some predictions have no score.</p>`;
  if (Number.isNaN(curve.meanSensitivity))
    return html`<p class="small">No FROC curve: there is no reference lesion.</p>`;
  return html`<h3>FROC</h3>${frocFigure(`${id}-froc`, [{ name: undefined, result }])}${readingsTable(curve, intervals?.curve)}`;
}

function readingsTable(curve: CurveResult, own: ResultIntervals["curve"] | undefined): Html {
  const held = heldRates(curve);
  const rows = curve.sensitivityAt.map(({ falsePositivesPerScan, sensitivity }, n) => [
    `Sensitivity at ${falsePositivesPerScan} per scan`,
    withInterval("recall", sensitivity, own?.sensitivityAt[n]),
    held.includes(falsePositivesPerScan) ? "held" : "",
  ]);
  const heldNote =
    held.length === 0
      ? ""
      : `. Held: the curve ends at ${formatQuantity("falsePositivesPerScan", lastRate(curve))} false positives per scan; beyond, its last value is taken`;
  return htmlTable({
    caption: `Readings of the curve${heldNote}`,
    head: ["", "Value", "Where"],
    rows: [
      ...rows,
      [
        "Their mean",
        withInterval("recall", curve.meanSensitivity, own?.meanSensitivity),
        held.length === 0 ? "" : `${held.length} of ${rows.length} held`,
      ],
      ["Average precision", withInterval("recall", curve.averagePrecision, own?.averagePrecision), ""],
      ["AUROC of scans with any lesion", withInterval("recall", curve.caseAuroc, own?.caseAuroc), ""],
    ],
    textColumns: [2],
  });
}

function counts({ cases }: ReportedEvaluation["result"], id: string): Html {
  const figure = blandAltmanFigure(`${id}-counts`, cases);
  return figure.markup === "" ? html`` : html`<h3>Number of lesions</h3>${figure}`;
}

function calibration(lesions: NonNullable<ReportedEvaluation["lesions"]>, id: string): Html {
  const figure = reliabilityFigure(`${id}-reliability`, lesions);
  return figure.markup === "" ? html`` : html`<h3>Calibration of scores</h3>${figure}`;
}

function scansTable({ cases }: ReportedEvaluation["result"]): Html {
  const shown = cases.slice(0, MOST_SCANS);
  const note = cases.length > shown.length ? `: the first ${shown.length} of ${cases.length}` : "";
  return html`<h3>All scans</h3><details><summary>${countOf(cases.length, "scan")}</summary>${htmlTable({
    caption: `Scans${note}`,
    head: ["Scan", "Reference", "Predicted", "TP", "FP", "Missed", "Precision", "Sensitivity", "F1", "Dice"],
    rows: shown.map((each) => [
      each.id,
      ...[each.referenceCount, each.predictionCount, each.truePositives, each.falsePositives, each.falseNegatives].map(
        formatNumber,
      ),
      ...[each.precision, each.recall, each.f1, each.dice].map((value) => withInterval("f1", value, undefined)),
    ]),
  })}</details>`;
}
