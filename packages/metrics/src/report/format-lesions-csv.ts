import { type CsvCell, formatTableCsv } from "./format-table-csv.js";
import type { ReportedEvaluation } from "./reported-evaluation.js";

const COLUMNS = [
  "system",
  "protocol",
  "case",
  "side",
  "number",
  "outcome",
  "x_mm",
  "y_mm",
  "z_mm",
  "i",
  "j",
  "k",
  "size_voxels",
  "score",
  "location",
  "matched_to",
] as const;

/**
 * Lesions as a table with one row for each, protocol and system: what became of it, where it is, and why.
 *
 * Columns: `system`, `protocol`, `case`, `side`, `number` (from 1), `outcome` (`found`, `missed`; `matched`, `repeat`,
 * `unmatched`), `x_mm`, `y_mm`, `z_mm` (RAS+), `i`, `j`, `k` (continuous, from 0), `size_voxels`, `score`, `location`,
 * `matched_to` (numbers on the other side), every feature as `feature.NAME`, `why`. What is unknown is empty.
 *
 * @param evaluations - results with their lesions
 * @returns CSV with a header (RFC 4180)
 * @since 0.1.0
 */
export function formatLesionsCsv(evaluations: readonly ReportedEvaluation[]): string {
  const all = evaluations.flatMap(({ lesions = [] }) => lesions);
  const features = [...new Set(all.flatMap((lesion) => Object.keys(lesion.features)))];
  const rows = evaluations.flatMap(({ result, system, lesions = [] }) =>
    lesions.map((lesion): readonly CsvCell[] => [
      system ?? "",
      result.protocol,
      lesion.caseId,
      lesion.side,
      lesion.number,
      lesion.outcome,
      ...(lesion.centreMm ?? [null, null, null]),
      ...(lesion.centreVoxel ?? [null, null, null]),
      lesion.sizeVoxels,
      lesion.score,
      lesion.location,
      lesion.matchedTo.join(" "),
      ...features.map((name) => lesion.features[name] ?? null),
      lesion.sentence,
    ]),
  );
  return formatTableCsv([...COLUMNS, ...features.map((name) => `feature.${name}`), "why"], rows);
}
