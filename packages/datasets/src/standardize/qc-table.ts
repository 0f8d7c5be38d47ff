import type { DatasetSubject } from "../dataset-subject.js";
import { seriesUid } from "../series-uid.js";
import type { StandardizedSubject } from "./standardize-subject.js";

/** One series in the table of a run; `null` where there is nothing to say. @since 0.1.0 */
export interface QcRow {
  /** The published id, or the id of the dataset where the number of lesions is not known. */
  readonly series: string;
  readonly id: string;
  readonly patient: string;
  /**
   * `"completed"` in this run, `"skipped"` as an earlier run had done the same, or `"failed"`; `"orphan"`: files of an
   * earlier run whose series is not in the dataset any more.
   */
  readonly status: "completed" | "skipped" | "failed" | "orphan";
  readonly sequence: string | null;
  readonly shapeBefore: string | null;
  readonly shapeAfter: string | null;
  readonly spacingBeforeMm: string | null;
  readonly spacingAfterMm: string | null;
  readonly orientationBefore: string | null;
  readonly lesionsBefore: number | null;
  readonly lesionsAfter: number | null;
  /** Of all lesions after, together. */
  readonly volumeMm3: number | null;
  readonly medianRadiusMm: number | null;
  readonly brainMl: number | null;
  /** Codes, each once. */
  readonly warnings: string;
  readonly seconds: number | null;
  /** Why it failed, or what is left of it. */
  readonly message: string;
}

const COLUMNS = [
  ["series", "series"],
  ["id", "id"],
  ["patient", "patient"],
  ["status", "status"],
  ["sequence", "sequence"],
  ["shapeBefore", "shape_before"],
  ["shapeAfter", "shape_after"],
  ["spacingBeforeMm", "spacing_before_mm"],
  ["spacingAfterMm", "spacing_after_mm"],
  ["orientationBefore", "orientation_before"],
  ["lesionsBefore", "lesions_before"],
  ["lesionsAfter", "lesions_after"],
  ["volumeMm3", "volume_mm3"],
  ["medianRadiusMm", "median_radius_mm"],
  ["brainMl", "brain_ml"],
  ["warnings", "warnings"],
  ["seconds", "seconds"],
  ["message", "message"],
] as const satisfies readonly (readonly [keyof QcRow, string])[];

/**
 * Rows as tab-separated values with a header, "n/a" where there is nothing to say, as BIDS has it.
 *
 * @param rows - in the order that is wanted
 * @returns text that ends with a line break
 * @since 0.1.0
 */
export function formatQcTable(rows: readonly QcRow[]): string {
  return tsv([COLUMNS.map(([, title]) => title), ...rows.map((row) => COLUMNS.map(([key]) => row[key]))]);
}

/** Cells as lines of tab-separated values; tabs and line breaks in a text become spaces. */
export function tsv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? "" : String(value).replace(/[\t\r\n]+/g, " ");
    return text === "" ? "n/a" : text;
  };
  return rows.map((row) => `${row.map(cell).join("\t")}\n`).join("");
}

/** The row of a series that was standardised. */
export function qcRow(subject: DatasetSubject, result: StandardizedSubject, seconds: number): QcRow {
  const { native, prepared } = result.provenance;
  const radii = result.lesions.map(({ radiusMm }) => radiusMm).sort((a, b) => a - b);
  const voxelMm3 = prepared.spacingMm.reduce((product, mm) => product * mm, 1);
  const brainVoxels = result.brain?.data.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const known = result.labels !== undefined;
  return {
    series: known ? seriesUid(subject, result.lesions.length) : subject.id,
    id: subject.id,
    patient: subject.patientUid,
    status: "completed",
    sequence: subject.covariates.sequence ?? null,
    shapeBefore: native.shape.join("x"),
    shapeAfter: prepared.shape.join("x"),
    spacingBeforeMm: native.spacingMm.map((mm) => rounded(mm, 4)).join("x"),
    spacingAfterMm: prepared.spacingMm.map((mm) => rounded(mm, 4)).join("x"),
    orientationBefore: native.orientation,
    lesionsBefore: result.reference?.count ?? null,
    lesionsAfter: known ? result.lesions.length : null,
    volumeMm3: known
      ? rounded(
          result.lesions.reduce((sum, { volumeMm3 }) => sum + volumeMm3, 0),
          3,
        )
      : null,
    medianRadiusMm: radii.length === 0 ? null : rounded(median(radii), 3),
    brainMl: brainVoxels === undefined ? null : rounded((brainVoxels * voxelMm3) / 1000, 1),
    warnings: [...new Set(result.warnings.map(({ code }) => code))].join(","),
    seconds: rounded(seconds, 2),
    message: "",
  };
}

/** What is not known of a series without a result. */
const NOTHING = {
  sequence: null,
  shapeBefore: null,
  shapeAfter: null,
  spacingBeforeMm: null,
  spacingAfterMm: null,
  orientationBefore: null,
  lesionsBefore: null,
  lesionsAfter: null,
  volumeMm3: null,
  medianRadiusMm: null,
  brainMl: null,
  warnings: "",
  seconds: null,
} as const;

/** The row of a series that could not be standardised. */
export function failedRow(subject: DatasetSubject, message: string, seconds: number): QcRow {
  const { shape, spacingMm, orientation, sequence } = subject.covariates;
  return {
    ...NOTHING,
    series: subject.id,
    id: subject.id,
    patient: subject.patientUid,
    status: "failed",
    sequence: sequence ?? null,
    shapeBefore: shape?.join("x") ?? null,
    spacingBeforeMm: spacingMm?.map((mm) => rounded(mm, 4)).join("x") ?? null,
    orientationBefore: orientation ?? null,
    warnings: [...new Set(subject.warnings.map(({ code }) => code))].join(","),
    seconds: rounded(seconds, 2),
    message,
  };
}

/** The row of files that an earlier run made of a series which is not in the dataset any more. */
export function orphanRow(stem: string, files: number): QcRow {
  const patient = stem.replace(/\/.*/, "");
  const message = `${files} files begin with ${stem}, and the dataset has no such series any more; delete them unless they are wanted`;
  return { ...NOTHING, series: stem, id: stem, patient, status: "orphan", message };
}

function median(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
