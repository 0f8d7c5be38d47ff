import { compareResults } from "../evaluation/compare-results.js";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { IntervalOptions } from "../intervals/interval-options.js";
import { pairedDifferences, type QuantityDifference } from "../intervals/paired-differences.js";

/** Two systems side by side. @since 0.1.0 */
export interface SystemComparison {
  readonly protocol: string;
  /** Names of the systems; differences are the first's value minus the second's. */
  readonly systems: readonly [string, string];
  /** Patients, or scans where no patient is named. */
  readonly unitCount: number;
  readonly differences: readonly QuantityDifference[];
  /** Why the numbers must not be compared; empty where they may. */
  readonly warnings: readonly string[];
}

/** A result with the name of its system. @since 0.1.0 */
export interface NamedEvaluation {
  readonly name: string;
  readonly result: EvaluationResult;
}

/**
 * How two systems differ on the same scans, with paired intervals and tests.
 *
 * @param first - a system's result
 * @param second - the other's, under the same protocol and over the same scans in the same order
 * @param intervals - seed, resamples, confidence; percentiles whatever the method
 * @returns differences of pooled precision, recall, F1 and false positives per scan, and of mean F1 and mean count error;
 * none, with a warning, where protocols, scans or references differ
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @since 0.1.0
 */
export function compareSystems(
  first: NamedEvaluation,
  second: NamedEvaluation,
  intervals: IntervalOptions = {},
): SystemComparison {
  const { protocol, parameters, cases } = first.result;
  const warnings = warningsOf(first.result, second.result);
  const comparison = { protocol, systems: [first.name, second.name] as const, warnings };
  if (warnings.length > 0 || cases.length === 0) return { ...comparison, unitCount: 0, differences: [] };
  const patients = cases.map(({ patient, id }) => (patient === undefined ? `scan ${id}` : `patient ${patient}`));
  const differences = pairedDifferences(cases, second.result.cases, { conventions: parameters, intervals });
  return { ...comparison, unitCount: new Set(patients).size, differences };
}

function warningsOf(first: EvaluationResult, second: EvaluationResult): readonly string[] {
  const rules = compareResults([first, second]).map(({ message }) => message);
  const isSame =
    first.cases.length === second.cases.length && first.cases.every(({ id }, n) => id === second.cases[n]?.id);
  if (!isSame) return [...rules, "these results are not over the same scans; no paired test can be made"];
  const differing = first.cases.filter(({ referenceCount }, n) => referenceCount !== second.cases[n]?.referenceCount);
  if (differing.length === 0) return rules;
  const example = differing[0]?.id ?? "";
  const which =
    differing.length === 1 ? `scan ${example} differ` : `${differing.length} scans differ, ${example} among them`;
  const message = `the references of ${which}; give both systems the same reference`;
  return [...rules, message];
}
