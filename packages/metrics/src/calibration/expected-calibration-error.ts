import { reliability, type ScoredOutcomes } from "./reliability.js";

/**
 * Expected calibration error: the mean gap between stated probability and observed frequency, weighted by bin size.
 *
 * @param scored - probabilities and outcomes
 * @param options - `bins`: how many of equal width; 10 unless given. The value depends on it: state it.
 * @returns 0 (calibrated) to 1; NaN for no events
 * @throws CmbError as `reliability`
 * @see Naeini et al. 2015, https://ojs.aaai.org/index.php/AAAI/article/view/9602
 * @since 0.1.0
 */
export function expectedCalibrationError(scored: ScoredOutcomes, options: { readonly bins?: number } = {}): number {
  const gaps = reliability(scored, options)
    .filter(({ count }) => count > 0)
    .map(({ count, meanProbability, observedFrequency }) => count * Math.abs(meanProbability - observedFrequency));
  return gaps.reduce((sum, gap) => sum + gap, 0) / scored.probabilities.length;
}
