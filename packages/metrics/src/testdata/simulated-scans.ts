import { createRng, type Rng } from "@cmb/core";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import type { EvaluationCase } from "../evaluation-case.js";
import type { IntervalOptions } from "../intervals/interval-options.js";
import { getProtocol } from "../protocols/list-protocols.js";

/** A scan with so many lesions found, missed and invented; scores fall along the list. */
export function scanOf(id: string, [found, missed, invented]: readonly [number, number, number]): EvaluationCase {
  const at = (x: number): { readonly centreMm: readonly [number, number, number] } => ({ centreMm: [x, 0, 0] });
  const range = (n: number): number[] => [...Array(n).keys()];
  return {
    id,
    reference: [...range(found).map((n) => at(10 * n)), ...range(missed).map((n) => at(-10 * (n + 1)))],
    prediction: [
      ...range(found).map((n) => ({ ...at(10 * n + 1), score: 0.9 - n / 20 })),
      ...range(invented).map((n) => ({ ...at(5 + 10 * n + 1000), score: 0.8 - n / 20 })),
    ],
  };
}

/** What the scans of {@link coverage} have in the long run. */
const TRUTH: Readonly<Record<Rate, number>> = { precision: 3 / 5, recall: 3 / 4, falsePositivesPerScan: 2 };

type Rate = "precision" | "recall" | "falsePositivesPerScan";

/**
 * The share of simulated cohorts whose intervals hold the true values. Scans of one patient share the patient's burden,
 * and found and missed lesions of a scan follow it, so that neither lesions nor scans of a patient are independent.
 */
export function coverage(options: {
  readonly trials: number;
  readonly resamples: number;
  readonly method: NonNullable<IntervalOptions["method"]>;
  readonly scansPerPatient: number;
}): Readonly<Record<Rate, number>> {
  const hits = { precision: 0, recall: 0, falsePositivesPerScan: 0 };
  const names = Object.keys(hits) as Rate[];
  const rng = createRng(11, "coverage");
  for (let trial = 0; trial < options.trials; trial++) {
    const cases = cohort(rng.at(trial), 40, options.scansPerPatient);
    const intervals = { seed: trial, resamples: options.resamples, method: options.method };
    const pooled = evaluateCases(cases, getProtocol("centroid-3mm"), { intervals }).intervals?.pooled;
    for (const name of names) {
      const { lower, upper } = pooled?.[name] ?? { lower: Number.NaN, upper: Number.NaN };
      if (lower <= TRUTH[name] && TRUTH[name] <= upper) hits[name]++;
    }
  }
  const share = (name: Rate): number => hits[name] / options.trials;
  return {
    precision: share("precision"),
    recall: share("recall"),
    falsePositivesPerScan: share("falsePositivesPerScan"),
  };
}

function cohort(rng: Rng, patients: number, scansPerPatient: number): readonly EvaluationCase[] {
  return Array.from({ length: patients }, (_, patient) => {
    const burden = rng.integer(0, 2);
    const [found, missed, invented] = [burden * rng.integer(2, 4), burden * rng.integer(0, 2), 2 * rng.integer(0, 2)];
    return Array.from({ length: scansPerPatient }, (__, scan) => ({
      ...scanOf(`${patient}-${scan}`, [found, missed, invented]),
      patient: String(patient),
    }));
  }).flat();
}
