import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import { alignColumns } from "./align-columns.js";
import { countOf } from "./count-of.js";
import { heldRates } from "./held-readings.js";
import { noWidthNote } from "./interval-text.js";
import { formatQuantity } from "./quantities.js";
import type { ReportedEvaluation } from "./reported-evaluation.js";
import { scoreTable } from "./score-table.js";

/**
 * A result as plain text for a terminal: what was scored, by which rule, and a table of the three ways to average.
 *
 * @param evaluation - one system under one protocol
 * @returns lines that end in a line feed; a dash where a quantity is undefined
 * @since 0.1.0
 */
export function formatEvaluationText({ protocol, result, system }: ReportedEvaluation): string {
  const { pooled, cases } = result;
  const heading = [protocol.id, protocol.title, ...(system === undefined ? [] : [system])].join(" · ");
  const counts = `${countOf(cases.length, "scan")}, ${pooled.referenceCount} reference and ${pooled.predictionCount} predicted lesions: ${countOf(pooled.truePositives, "true positive")}, ${countOf(pooled.falsePositives, "false positive")}, ${pooled.falseNegatives} missed`;
  return [heading, counts, "", ...scoreLines(result), ...curveLines(result), ...classLines(result), ""].join("\n");
}

function scoreLines(result: EvaluationResult): readonly string[] {
  const { head, rows } = scoreTable(result);
  const note = noWidthNote(rows.flat());
  const lines = alignColumns([head, ...rows.map((row) => row.map((cell) => cell.replaceAll("\u00A0", " ")))]);
  return note === "" ? lines : [...lines, note];
}

function curveLines({ curve }: EvaluationResult): readonly string[] {
  if (curve === null || Number.isNaN(curve.meanSensitivity)) return [];
  const held = heldRates(curve);
  const readings = curve.sensitivityAt.map(
    ({ falsePositivesPerScan, sensitivity }) =>
      `${formatQuantity("recall", sensitivity)} at ${falsePositivesPerScan}${held.includes(falsePositivesPerScan) ? " (held)" : ""}`,
  );
  return [
    "",
    `FROC: sensitivity ${readings.join(", ")} false positives per scan; mean ${formatQuantity("recall", curve.meanSensitivity)}`,
    `Average precision ${formatQuantity("recall", curve.averagePrecision)}; AUROC of scans with any lesion ${formatQuantity("recall", curve.caseAuroc)}`,
  ];
}

function classLines({ classification, parameters }: EvaluationResult): readonly string[] {
  const rows = classification.thresholds.map(({ threshold, scores }) => [
    `scans with >= ${threshold}`,
    ...[scores.precision, scores.recall, scores.f1, scores.kappa].map((score) => formatQuantity("f1", score)),
  ]);
  return [
    "",
    ...alignColumns([[`${parameters.classifiedClass} class`, "precision", "recall", "F1", "kappa"], ...rows]),
  ];
}
