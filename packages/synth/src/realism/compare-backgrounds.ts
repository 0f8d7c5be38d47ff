import type { BackgroundStatistics, LocalStatistics } from "./background-statistics.js";
import { quantileOfSorted } from "./measure-object.js";

/** How far two backgrounds are apart; 0 for equal ones. @since 0.1.0 */
export interface BackgroundDistance {
  /** Root mean square of log₁₀ of the ratio of the power densities, over the frequencies that both have. */
  readonly spectrumDecades: number;
  /** Wasserstein distances over the interquartile range of the first. */
  readonly local: Readonly<Record<keyof LocalStatistics, number>>;
}

const STEPS = 500;

/**
 * How far the background of one scan is from that of another.
 *
 * @param reference - gives the scale: the interquartile range of each of its local statistics is 1
 * @param other - compared with it
 * @returns the distances; NaN where one of them has no tissue
 * @since 0.1.0
 */
export function compareBackgrounds(reference: BackgroundStatistics, other: BackgroundStatistics): BackgroundDistance {
  const shared = Math.min(reference.powerMm2.length, other.powerMm2.length);
  const squares = reference.powerMm2
    .slice(0, shared)
    .map((power, n) => Math.log10((other.powerMm2[n] as number) / power) ** 2);
  const distance = (name: keyof LocalStatistics): number => {
    const [one, two] = [reference.local[name], other.local[name]];
    if (one.length === 0 || two.length === 0) return Number.NaN;
    let sum = 0;
    for (let n = 0; n < STEPS; n++) {
      const probability = (n + 0.5) / STEPS;
      sum += Math.abs(quantileOfSorted(one, probability) - quantileOfSorted(two, probability));
    }
    return sum / STEPS / (quantileOfSorted(one, 0.75) - quantileOfSorted(one, 0.25));
  };
  return {
    spectrumDecades: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / shared),
    local: {
      mean: distance("mean"),
      deviation: distance("deviation"),
      skewness: distance("skewness"),
      gradientPerMm: distance("gradientPerMm"),
    },
  };
}
