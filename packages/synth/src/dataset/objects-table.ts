import type { ObjectTruth } from "../synthetic-scan.js";

const COLUMNS = [
  "id",
  "class",
  "x_mm",
  "y_mm",
  "z_mm",
  "radius_mm",
  "susceptibility_ppm",
  "tissue",
  "visible_voxels",
  "apparent_radius_mm",
  "peak_depth",
  "visible",
] as const;

/** The objects of a sample as a table of BIDS, one a line. @internal */
export function objectsTable(objects: readonly ObjectTruth[]): string {
  const rows = objects.map((object) => [
    object.id,
    object.class,
    ...object.centreMm.map((mm) => mm.toFixed(3)),
    fixed(object.radiusMm),
    fixed(object.susceptibilityPpm),
    object.tissue,
    object.visibleVoxels,
    fixed(object.apparentRadiusMm),
    fixed(object.peakDepth),
    object.visible,
  ]);
  return tsv([COLUMNS, ...rows]);
}

/** Empty where there is no such number. */
function fixed(value: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(4);
}

/** Cells with tabs between them; an empty one is `n/a`, as BIDS has it. @internal */
export function tsv(rows: readonly (readonly (string | number | boolean)[])[]): string {
  return rows.map((row) => `${row.map((cell) => (cell === "" ? "n/a" : String(cell))).join("\t")}\n`).join("");
}
