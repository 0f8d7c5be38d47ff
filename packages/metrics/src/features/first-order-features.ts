import { CmbError } from "@cmb/core";
import { sortedQuantile } from "../uncertainty/sorted-quantile.js";

/** The 18 first-order features of PyRadiomics for the intensities of one lesion. @since 0.1.0 */
export interface FirstOrderFeatures {
  /** Sum of squares. */
  readonly energy: number;
  /** Energy times the volume of a voxel in mm³. */
  readonly totalEnergy: number;
  /** In bits, over bins of `binWidth`. */
  readonly entropy: number;
  readonly minimum: number;
  readonly percentile10: number;
  readonly percentile90: number;
  readonly maximum: number;
  readonly mean: number;
  readonly median: number;
  readonly interquartileRange: number;
  readonly range: number;
  readonly meanAbsoluteDeviation: number;
  /** Mean absolute deviation of the values from the 10th to the 90th percentile, both included; NaN where none lies there. */
  readonly robustMeanAbsoluteDeviation: number;
  readonly rootMeanSquared: number;
  /** 0 for constant intensities, as in PyRadiomics. */
  readonly skewness: number;
  /** Not excess: 3 for a normal distribution; 0 for constant intensities, as in PyRadiomics. */
  readonly kurtosis: number;
  /** Divided by n. */
  readonly variance: number;
  readonly uniformity: number;
}

/** Options of {@link firstOrderFeatures}. @since 0.1.0 */
export interface FirstOrderOptions {
  /** Volume of one voxel in mm³, for the total energy. */
  readonly voxelVolumeMm3: number;
  /** Width of a histogram bin in the unit of the intensities; 25 unless given, PyRadiomics' own default. */
  readonly binWidth?: number;
}

/**
 * The distribution of intensities within one object after PyRadiomics 3.0.1.
 *
 * @param intensities - one value for each voxel of the object
 * @param options - see {@link FirstOrderOptions}
 * @returns the 18 features
 * @throws CmbError `INVALID_ARGUMENT` without intensities, `OUT_OF_RANGE` for one that is not finite or a bin width that
 * is not positive
 * @see van Griethuysen et al. 2017, doi:10.1158/0008-5472.CAN-17-0339; https://pyradiomics.readthedocs.io/en/v3.0.1/features.html
 * @since 0.1.0
 */
export function firstOrderFeatures(intensities: ArrayLike<number>, options: FirstOrderOptions): FirstOrderFeatures {
  const { voxelVolumeMm3, binWidth = 25 } = options;
  assertIntensities(intensities, binWidth);
  const sorted = Float64Array.from(intensities).sort();
  const minimum = sorted[0] as number;
  const maximum = sorted[sorted.length - 1] as number;
  const [percentile10, percentile90] = [sortedQuantile(sorted, 0.1), sortedQuantile(sorted, 0.9)];
  const mean = average(sorted, (value) => value);
  const variance = average(sorted, (value) => (value - mean) ** 2);
  const meanSquare = average(sorted, (value) => value * value);
  const central = sorted.filter((value) => value >= percentile10 && value <= percentile90);
  const centralMean = average(central, (value) => value);
  const shares = histogramShares(sorted, binWidth);
  return {
    energy: meanSquare * sorted.length,
    totalEnergy: meanSquare * sorted.length * voxelVolumeMm3,
    entropy: -shares.reduce((sum, share) => sum + share * Math.log2(share + Number.EPSILON), 0),
    minimum,
    percentile10,
    percentile90,
    maximum,
    mean,
    median: sortedQuantile(sorted, 0.5),
    interquartileRange: sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25),
    range: maximum - minimum,
    meanAbsoluteDeviation: average(sorted, (value) => Math.abs(value - mean)),
    robustMeanAbsoluteDeviation: average(central, (value) => Math.abs(value - centralMean)),
    rootMeanSquared: Math.sqrt(meanSquare),
    skewness: variance === 0 ? 0 : average(sorted, (value) => (value - mean) ** 3) / variance ** 1.5,
    kurtosis: variance === 0 ? 0 : average(sorted, (value) => (value - mean) ** 4) / variance ** 2,
    variance,
    uniformity: shares.reduce((sum, share) => sum + share * share, 0),
  };
}

function assertIntensities(intensities: ArrayLike<number>, binWidth: number): void {
  if (intensities.length === 0) {
    throw new CmbError("INVALID_ARGUMENT", "firstOrderFeatures: there are no intensities; the object has no voxel", {
      name: "intensities",
      value: 0,
    });
  }
  const broken = Array.from(intensities).find((value) => !Number.isFinite(value));
  if (broken !== undefined) {
    throw new CmbError("OUT_OF_RANGE", `firstOrderFeatures: an intensity is ${broken}; repair it first`, {
      name: "intensities",
      value: broken,
    });
  }
  if (!(binWidth > 0)) {
    throw new CmbError("OUT_OF_RANGE", `firstOrderFeatures: binWidth is ${binWidth}; give a positive width`, {
      name: "binWidth",
      value: binWidth,
      minimum: 0,
    });
  }
}

function average(values: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum / values.length;
}

/** Shares of the bins that hold a value; bins start at whole multiples of the width. */
function histogramShares(values: Float64Array, binWidth: number): readonly number[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(value / binWidth);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts.values()].map((count) => count / values.length);
}
