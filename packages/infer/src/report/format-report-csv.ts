import type { Microbleed, Report } from "../report.js";

const COLUMNS: readonly (readonly [name: string, value: (microbleed: Microbleed) => string | number])[] = [
  ["id", (m) => m.id],
  ["x_mm", (m) => m.centreMm[0]],
  ["y_mm", (m) => m.centreMm[1]],
  ["z_mm", (m) => m.centreMm[2]],
  ["i", (m) => m.centreVoxel[0]],
  ["j", (m) => m.centreVoxel[1]],
  ["k", (m) => m.centreVoxel[2]],
  ["score", (m) => m.score],
  ["certainty", (m) => m.certainty],
  ["volume_mm3", (m) => m.volumeMm3],
  ["diameter_mm", (m) => m.diameterMm],
  ["elongation", (m) => m.elongation],
  ["contrast", (m) => m.contrast],
  ["zone", (m) => m.region?.zone ?? ""],
  ["side", (m) => m.region?.side ?? ""],
  ["bombs", (m) => m.region?.bombs ?? ""],
  ["mars", (m) => m.region?.mars ?? ""],
];

/**
 * The microbleeds of a report as a table, one row for each, in the order of the report (RFC 4180: commas, CRLF).
 *
 * Columns: `id`, `x_mm`, `y_mm`, `z_mm` (RAS+), `i`, `j`, `k` (continuous, from 0), `score`, `certainty`,
 * `volume_mm3`, `diameter_mm`, `elongation`, `contrast`, `zone`, `side`, `bombs`, `mars`. The last four are empty
 * where no region model has run. Numbers are written in full: reading one back gives the number of the report.
 * Rejected candidates are in the JSON report only.
 *
 * @param report - what {@link Report} describes
 * @returns the header row and one row for each microbleed; the header row alone where there is none
 * @see RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
 * @since 0.1.0
 */
export function formatReportCsv(report: Report): string {
  const header = COLUMNS.map(([name]) => name);
  const rows = report.microbleeds.map((microbleed) => COLUMNS.map(([, value]) => quoteField(value(microbleed))));
  return [header, ...rows].map((fields) => `${fields.join(",")}\r\n`).join("");
}

function quoteField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
