import { CmbError } from "@cmb/core";
import type { CaseResult } from "../evaluation/case-result.js";
import { assertComparable } from "../evaluation/compare-results.js";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { StrataOptions } from "../evaluation/create-strata.js";
import type { IntervalOptions } from "../intervals/interval-options.js";
import { pairedDifferences, type QuantityDifference } from "../intervals/paired-differences.js";
import { adjustPValues } from "../uncertainty/adjust-p-values.js";
import { covariateStratum } from "./covariate-stratum.js";

/** How two systems differ in one stratum of scans. @since 0.1.0 */
export interface StratumComparison {
  readonly covariate: string;
  readonly name: string;
  readonly scanCount: number;
  readonly differences: readonly (QuantityDifference & {
    /** The permutation test's p value after Holm, over all strata of all covariates for this quantity. */
    readonly adjustedPValue: number;
  })[];
}

/**
 * Two systems side by side in each stratum of their scans, with paired intervals and tests.
 *
 * @param first - a result, under the same protocol and over the same scans as the second
 * @param second - the other system's result; differences are first − second
 * @param covariates - strata as in {@link StrataOptions}
 * @param intervals - seed, resamples, confidence; percentiles whatever the method
 * @returns strata by covariate, then by name; quantities are pooled precision, recall, F1 and false positives per scan,
 * mean F1 and mean absolute count difference
 * @throws CmbError `INVALID_ARGUMENT` for other protocols or parameters, or scans that differ or stand in another order
 * @since 0.1.0
 */
export function compareStrata(
  first: EvaluationResult,
  second: EvaluationResult,
  covariates: NonNullable<StrataOptions["covariates"]>,
  intervals: IntervalOptions = {},
): readonly StratumComparison[] {
  assertComparable([first, second]);
  assertSameScans(first.cases, second.cases);
  const conventions = first.parameters;
  const strata = Object.entries(covariates).flatMap(([covariate, edges]) =>
    groupsOf(first.cases, (scan) => covariateStratum(scan, covariate, edges)).map(([name, places]) => {
      const pick = (cases: readonly CaseResult[]): CaseResult[] => places.map((n) => cases[n] as CaseResult);
      const differences = pairedDifferences(pick(first.cases), pick(second.cases), { conventions, intervals });
      return { covariate, name, scanCount: places.length, differences };
    }),
  );
  const adjusted = adjustedByQuantity(strata.map(({ differences }) => differences));
  return strata.map((stratum, n) => ({
    ...stratum,
    differences: stratum.differences.map((difference, q) => ({
      ...difference,
      adjustedPValue: adjusted[q]?.[n] ?? Number.NaN,
    })),
  }));
}

function assertSameScans(first: readonly CaseResult[], second: readonly CaseResult[]): void {
  const apart = first.findIndex(({ id }, n) => id !== second[n]?.id);
  if (apart === -1 && first.length === second.length) return;
  const at = apart === -1 ? first.length : apart;
  const message = `compareStrata: scan ${at} is ${first[at]?.id ?? "missing"} in the first result and ${second[at]?.id ?? "missing"} in the second; score the same scans in the same order`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "cases", value: [first[at]?.id, second[at]?.id] });
}

function groupsOf(
  cases: readonly CaseResult[],
  nameOf: (scan: CaseResult) => string | undefined,
): readonly (readonly [name: string, places: readonly number[]])[] {
  const groups = new Map<string, number[]>();
  for (const [n, scan] of cases.entries()) {
    const name = nameOf(scan);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), n]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}

/** `adjusted[q][n]`: the adjusted p value of quantity q in stratum n. Undefined ones are no tests. */
function adjustedByQuantity(strata: readonly (readonly QuantityDifference[])[]): readonly (readonly number[])[] {
  const quantities = strata[0]?.length ?? 0;
  return Array.from({ length: quantities }, (_, q) => {
    const values = strata.map((differences) => differences[q]?.permutationPValue ?? Number.NaN);
    const tested = [...values.keys()].filter((n) => !Number.isNaN(values[n]));
    const adjusted = adjustPValues(
      tested.map((n) => values[n] as number),
      "holm",
    );
    return values.map((_value, n) => adjusted[tested.indexOf(n)] ?? Number.NaN);
  });
}
