import { cohenKappa } from "../agreement/cohen-kappa.js";
import type { ScanCounts } from "../scoring/score-counts.js";
import { type BurdenScheme, burdenClass } from "./burden-class.js";

/** Agreement of reference and prediction in burden classes. @since 0.1.0 */
export interface ClassAgreement {
  readonly labels: readonly string[];
  /** `table[r][p]`: scans of reference class r and predicted class p. */
  readonly table: readonly (readonly number[])[];
  readonly accuracy: number;
  /** Cohen's κ without weights. */
  readonly kappa: number;
  /** Cohen's κ with quadratic weights: near classes disagree less. */
  readonly quadraticKappa: number;
}

/**
 * How well the predicted counts put scans into the classes of a burden scheme.
 *
 * @param scans - lesion counts of each scan
 * @param scheme - classes of a count
 * @returns NaN for no scans, κ also for one scan and where chance agreement is 1
 * @since 0.1.0
 */
export function classAgreement(
  scans: readonly Pick<ScanCounts, "referenceCount" | "predictionCount">[],
  scheme: BurdenScheme,
): ClassAgreement {
  const { labels } = scheme;
  const left = scans.map(({ referenceCount }) => labels.indexOf(burdenClass(referenceCount, scheme)));
  const right = scans.map(({ predictionCount }) => labels.indexOf(burdenClass(predictionCount, scheme)));
  const table = labels.map((_, r) => labels.map((__, p) => left.filter((at, n) => at === r && right[n] === p).length));
  const agreed = table.reduce((sum, row, n) => sum + (row[n] ?? 0), 0);
  const classes = [...labels.keys()];
  const kappa = (weights: "none" | "quadratic"): number =>
    scans.length < 2 ? Number.NaN : cohenKappa(left, right, { weights, classes });
  return {
    labels,
    table,
    accuracy: agreed / scans.length,
    kappa: kappa("none"),
    quadraticKappa: kappa("quadratic"),
  };
}
