import { CmbError } from "@cmb/core";

/** Predicted probabilities with what came true. @since 0.1.0 */
export interface ScoredOutcomes {
  /** Probability of each event, 0 to 1. */
  readonly probabilities: readonly number[];
  /** Whether each event happened, in the same order. */
  readonly outcomes: readonly boolean[];
}

/** One bin of a reliability curve. @since 0.1.0 */
export interface ReliabilityBin {
  /** The bin holds probabilities above `lower`, up to and with `upper`; the first also holds 0. */
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** NaN for an empty bin. */
  readonly meanProbability: number;
  /** Share of the events that happened; NaN for an empty bin. */
  readonly observedFrequency: number;
}

/**
 * The reliability curve: how often events of a stated probability happen, in bins of equal width.
 *
 * @param scored - probabilities and outcomes
 * @param options - `bins`: how many; 10 unless given
 * @returns one entry for each bin, in ascending order
 * @throws CmbError `SHAPE_MISMATCH` when the lengths differ, `OUT_OF_RANGE` for a value that is no probability or a number
 * of bins under 1
 * @see DeGroot & Fienberg 1983, doi:10.2307/2987588
 * @since 0.1.0
 */
export function reliability(
  scored: ScoredOutcomes,
  { bins = 10 }: { readonly bins?: number } = {},
): readonly ReliabilityBin[] {
  assertScoredOutcomes("reliability", scored);
  if (!Number.isSafeInteger(bins) || bins < 1) {
    throw new CmbError("OUT_OF_RANGE", `reliability: bins is ${bins}; give a whole number of at least 1`, {
      name: "bins",
      value: bins,
      minimum: 1,
    });
  }
  const count = new Float64Array(bins);
  const probability = new Float64Array(bins);
  const happened = new Float64Array(bins);
  scored.probabilities.forEach((p, n) => {
    const bin = binOf(p, bins);
    count[bin] = (count[bin] as number) + 1;
    probability[bin] = (probability[bin] as number) + p;
    if (scored.outcomes[n]) happened[bin] = (happened[bin] as number) + 1;
  });
  return Array.from({ length: bins }, (_, bin) => ({
    lower: bin / bins,
    upper: (bin + 1) / bins,
    count: count[bin] as number,
    meanProbability: (probability[bin] as number) / (count[bin] as number),
    observedFrequency: (happened[bin] as number) / (count[bin] as number),
  }));
}

/**
 * Throws unless the pairs are probabilities with outcomes.
 *
 * @internal
 */
export function assertScoredOutcomes(operation: string, { probabilities, outcomes }: ScoredOutcomes): void {
  if (probabilities.length !== outcomes.length) {
    const message = `${operation}: ${probabilities.length} probabilities and ${outcomes.length} outcomes; give one outcome for each`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [probabilities.length], actual: [outcomes.length] });
  }
  const broken = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (broken !== undefined) {
    const message = `${operation}: a probability is ${broken}; give numbers from 0 to 1 (a score needs calibration first)`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "probabilities", value: broken, minimum: 0, maximum: 1 });
  }
}

/** The bin with lower < p ≤ upper. The product rounds: 0.07 · 100 is more than 7, though 0.07 is no more than 7 / 100. */
function binOf(p: number, bins: number): number {
  const bin = Math.max(0, Math.ceil(p * bins) - 1);
  if (bin > 0 && p <= bin / bins) return bin - 1;
  return bin < bins - 1 && p > (bin + 1) / bins ? bin + 1 : bin;
}
