import {
  type MeanSummary,
  type MedianSummary,
  quantile,
  summariseMean,
  summariseMedian,
} from "../statistics/summarise.js";
import { type DetectionRates, type ScanCounts, type ScoringConventions, scoreCounts } from "./score-counts.js";

/** Which scans count in averages. None has a default. @since 0.1.0 */
export interface AggregationConventions extends ScoringConventions {
  /** Scans that enter macro averages and medians: all, or those with at least one reference or prediction. */
  readonly averagedScans: "all" | "nonEmpty";
  /** Denominator of false positives per scan: all scans, those with a lesion on either side, those with a reference. */
  readonly falsePositivesOver: "all" | "nonEmpty" | "withReference";
}

/** Sums over scans with the rates of the sums. @since 0.1.0 */
export interface PooledScores extends ScanCounts, DetectionRates {
  readonly scanCount: number;
  readonly falsePositivesPerScan: number;
  readonly falsePositivesPerMicrobleed: number;
  readonly falsePositivesMedian: number;
  readonly truePositivesPerScan: number;
  readonly falseNegativesPerScan: number;
}

/** One quantity of every scan under one name. Non-numbers are passed over. @since 0.1.0 */
export type ScanRow = ScanCounts & Readonly<Record<string, unknown>>;

/** The three ways to put scans together. @since 0.1.0 */
export interface AggregateScores {
  readonly pooled: PooledScores;
  readonly macro: Readonly<Record<string, MeanSummary>> & {
    /** Harmonic mean of macro precision and macro recall, the F1* of several papers. */
    readonly f1OfMeans: MeanSummary;
  };
  readonly median: Readonly<Record<string, MedianSummary>>;
}

/**
 * Pooled (from summed counts), macro (mean ± SD of each scan's value) and median [quartiles] over scans.
 *
 * Undefined values are passed over in macro and median, and their `count` says how many were defined.
 *
 * @param scans - counts of each scan with any further numbers of it; other fields are passed over
 * @param conventions - empty sides and denominators; no defaults
 * @param unlistedEmptyScans - scans with neither reference nor prediction that `scans` leaves out; 0 unless given
 * @returns NaN where undefined
 * @since 0.1.0
 */
export function aggregateScores(
  scans: readonly ScanRow[],
  conventions: AggregationConventions,
  unlistedEmptyScans: number = 0,
): AggregateScores {
  const rows = [...scans, ...emptyRows(scans, conventions, unlistedEmptyScans)];
  const nonEmpty = rows.filter((row) => row.referenceCount > 0 || row.predictionCount > 0);
  const averaged = conventions.averagedScans === "all" ? rows : nonEmpty;
  const names = [...new Set(averaged.flatMap((row) => Object.keys(row).filter((name) => isNumeric(row, name))))];
  const valuesOf = (name: string): number[] => averaged.map((row) => numberAt(row, name));
  const macro = Object.fromEntries(names.map((name) => [name, summariseMean(valuesOf(name))]));
  const f1OfMeans = harmonicMean(macro["precision"]?.mean ?? Number.NaN, macro["recall"]?.mean ?? Number.NaN);
  return {
    pooled: pool(rows, nonEmpty, conventions),
    macro: { ...macro, f1OfMeans: { mean: f1OfMeans, standardDeviation: Number.NaN, count: averaged.length } },
    median: Object.fromEntries(names.map((name) => [name, summariseMedian(valuesOf(name))])),
  };
}

function emptyRows(scans: readonly ScanRow[], conventions: AggregationConventions, count: number): readonly ScanRow[] {
  if (count === 0) return [];
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, referenceCount: 0, predictionCount: 0 };
  const row: ScanRow = { ...counts, ...scoreCounts(counts, conventions) };
  const isScored = scans.every((scan) => "precision" in scan);
  return new Array<ScanRow>(count).fill(isScored ? row : counts);
}

function pool(
  rows: readonly ScanRow[],
  nonEmpty: readonly ScanRow[],
  conventions: AggregationConventions,
): PooledScores {
  const sum = (name: keyof ScanCounts): number => rows.reduce((total, row) => total + row[name], 0);
  const counts: ScanCounts = {
    truePositives: sum("truePositives"),
    falsePositives: sum("falsePositives"),
    falseNegatives: sum("falseNegatives"),
    referenceCount: sum("referenceCount"),
    predictionCount: sum("predictionCount"),
  };
  const withReference = rows.filter((row) => row.referenceCount > 0).length;
  const scanCount = { all: rows.length, nonEmpty: nonEmpty.length, withReference }[conventions.falsePositivesOver];
  return {
    ...counts,
    ...scoreCounts(counts, conventions),
    scanCount,
    falsePositivesPerScan: counts.falsePositives / scanCount,
    falsePositivesPerMicrobleed:
      counts.referenceCount === 0 ? Number.NaN : counts.falsePositives / counts.referenceCount,
    falsePositivesMedian: quantile(
      rows.map((row) => row.falsePositives),
      0.5,
    ),
    truePositivesPerScan: counts.truePositives / scanCount,
    falseNegativesPerScan: counts.falseNegatives / scanCount,
  };
}

function harmonicMean(a: number, b: number): number {
  return (2 * a * b) / (a + b);
}

function isNumeric(row: ScanRow, name: string): boolean {
  return typeof row[name] === "number";
}

function numberAt(row: ScanRow, name: string): number {
  const value: unknown = row[name];
  return typeof value === "number" ? value : Number.NaN;
}
