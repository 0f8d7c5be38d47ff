import { burdenLevels } from "./burden-levels.js";
import { resolutionLevel } from "./resolution-level.js";

/** What the dataset table needs of one series. @since 0.1.0 */
export interface SummaryRow {
  readonly patientUid: string;
  readonly microbleeds: number;
  /** Of its microbleeds, where they are known. */
  readonly radiiMm?: readonly number[] | undefined;
  readonly spacingMm: readonly [number, number, number];
}

/** Mean and sample standard deviation; NaN where there are too few values. @since 0.1.0 */
export interface MeanAndDeviation {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** One row of the dataset table. @since 0.1.0 */
export interface DatasetSummary {
  readonly scans: number;
  readonly scansWithMicrobleeds: number;
  /** Of the scans with microbleeds, those of patients of low burden. */
  readonly scansOfLowBurden: number;
  readonly patients: number;
  readonly patientsWithMicrobleeds: number;
  /** Of all scans, rounded half to even. */
  readonly lowResolutionPercent: number;
  readonly highResolutionPercent: number;
  readonly microbleeds: number;
  readonly microbleedsPerPositiveScan: MeanAndDeviation;
  readonly radiusMm: MeanAndDeviation;
}

/**
 * The row of the published dataset table that follows from the series of a dataset.
 *
 * @param rows - one for each series
 * @returns counts, resolution, burden and radius; NaN for the percentages of no series and for means of nothing
 * @since 0.1.0
 */
export function summariseDataset(rows: readonly SummaryRow[]): DatasetSummary {
  const positive = rows.filter(({ microbleeds }) => microbleeds > 0);
  const levels = burdenLevels(rows);
  const low = rows.filter(({ spacingMm }) => resolutionLevel(spacingMm) === "low").length;
  const counts = positive.map(({ microbleeds }) => microbleeds);
  return {
    scans: rows.length,
    scansWithMicrobleeds: positive.length,
    scansOfLowBurden: positive.filter(({ patientUid }) => levels.get(patientUid) === "low").length,
    patients: levels.size,
    patientsWithMicrobleeds: new Set(positive.map(({ patientUid }) => patientUid)).size,
    lowResolutionPercent: roundHalfEven((100 * low) / rows.length),
    highResolutionPercent: roundHalfEven((100 * (rows.length - low)) / rows.length),
    microbleeds: counts.reduce((sum, count) => sum + count, 0),
    microbleedsPerPositiveScan: meanAndDeviation(counts),
    radiusMm: meanAndDeviation(rows.flatMap(({ radiiMm = [] }) => radiiMm)),
  };
}

function meanAndDeviation(values: readonly number[]): MeanAndDeviation {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1)) };
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const isHalf = value - floor === 0.5;
  return isHalf ? floor + (floor % 2) : Math.round(value);
}
