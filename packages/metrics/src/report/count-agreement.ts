import { type BlandAltman, blandAltman } from "../agreement/bland-altman.js";
import { cohenKappa } from "../agreement/cohen-kappa.js";
import { type ConcordanceCorrelation, concordanceCorrelation } from "../agreement/concordance-correlation.js";
import { fleissKappa } from "../agreement/fleiss-kappa.js";
import { gwetAc1 } from "../agreement/gwet-ac1.js";
import { type IntraclassCorrelation, intraclassCorrelation } from "../agreement/intraclass-correlation.js";
import type { Ratings } from "../agreement/ratings.js";
import { BURDEN_SCHEMES, burdenClass } from "../classification/burden-class.js";
import type { ConfidenceOptions } from "../interval.js";

/** Agreement of two readers' counts. @since 0.1.0 */
export interface PairAgreement {
  readonly readers: readonly [string, string];
  /** Differences are the second reader's count minus the first's. */
  readonly blandAltman: Omit<BlandAltman, "points">;
  readonly concordance: ConcordanceCorrelation;
}

/** Agreement of readers in the classes of a burden scheme, or in whether there is any microbleed. @since 0.1.0 */
export interface ClassAgreementOfReaders {
  readonly scheme: string;
  readonly labels: readonly string[];
  /** Share of pairs of readings in the same class. */
  readonly observed: number;
  /** Cohen's κ of two readers, Fleiss' of more; NaN where one class was used throughout. */
  readonly kappa: number;
  /** Cohen's κ with quadratic weights; of two readers alone. */
  readonly quadraticKappa: number | null;
  readonly gwetAc1: number;
}

/** How well readers agree who counted the same scans. @since 0.1.0 */
export interface CountAgreement {
  readonly readers: readonly string[];
  readonly scanCount: number;
  readonly meanCounts: readonly number[];
  /** Absolute agreement, readers drawn from many. */
  readonly icc21: IntraclassCorrelation;
  /** Consistency of these readers. */
  readonly icc31: IntraclassCorrelation;
  readonly pairs: readonly PairAgreement[];
  readonly classes: readonly ClassAgreementOfReaders[];
}

const PRESENCE = { name: "presence", from: [0, 1], labels: ["0", ">=1"] } as const;

/**
 * Agreement of two or more readers' counts: ICC, Lin's concordance and Bland–Altman of each pair, and κ and AC1 of
 * presence and burden classes.
 *
 * @param readers - names, at least two
 * @param counts - one row for each scan, one column for each reader
 * @param options - `confidence`
 * @returns NaN where undefined; intervals take scans as independent
 * @throws CmbError `SHAPE_MISMATCH`, `INVALID_ARGUMENT` or `OUT_OF_RANGE` for a table that is not one
 * @since 0.1.0
 */
export function countAgreement(
  readers: readonly string[],
  counts: Ratings,
  options: ConfidenceOptions = {},
): CountAgreement {
  const column = (reader: number): number[] => counts.map((row) => row[reader] ?? Number.NaN);
  const columns = readers.map((_, n) => column(n));
  const pairs = readers.flatMap((first, n) =>
    readers.slice(n + 1).map((second, more): PairAgreement => {
      const [a, b] = [column(n), column(n + 1 + more)];
      const { points: _, ...agreement } = blandAltman(a, b, options);
      return { readers: [first, second], blandAltman: agreement, concordance: concordanceCorrelation(a, b, options) };
    }),
  );
  return {
    readers,
    scanCount: counts.length,
    meanCounts: columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    icc21: intraclassCorrelation(counts, { ...options, form: "ICC(2,1)" }),
    icc31: intraclassCorrelation(counts, { ...options, form: "ICC(3,1)" }),
    pairs,
    classes: [PRESENCE, ...BURDEN_SCHEMES].map((scheme) => classesOf(counts, scheme)),
  };
}

function classesOf(
  counts: Ratings,
  scheme: { readonly name: string; readonly from: readonly number[]; readonly labels: readonly string[] },
): ClassAgreementOfReaders {
  const { name, labels } = scheme;
  const classes = counts.map((row) =>
    row.map((count) => labels.indexOf(burdenClass(count, { ...scheme, source: "" }))),
  );
  const [first, second] = [0, 1].map((reader) => classes.map((row) => row[reader] ?? 0)) as [number[], number[]];
  const isPair = (counts[0]?.length ?? 0) === 2;
  const indices = [...labels.keys()];
  return {
    scheme: name,
    labels,
    observed: observedAgreement(classes),
    kappa: isPair ? cohenKappa(first, second, { weights: "none", classes: indices }) : fleissKappa(classes),
    quadraticKappa: isPair ? cohenKappa(first, second, { weights: "quadratic", classes: indices }) : null,
    gwetAc1: gwetAc1(classes, { classes: labels.length }),
  };
}

function observedAgreement(classes: Ratings): number {
  let [same, all] = [0, 0];
  for (const row of classes) {
    for (let a = 0; a < row.length; a++) {
      for (let b = a + 1; b < row.length; b++) {
        all++;
        if (row[a] === row[b]) same++;
      }
    }
  }
  return same / all;
}
