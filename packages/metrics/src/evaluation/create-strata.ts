import type { EvaluationCase } from "../evaluation-case.js";
import type { Protocol } from "../protocols/protocol.js";
import { aggregateScores, type ScanRow } from "../scoring/aggregate-scores.js";
import { binLabel } from "../strata/bin-label.js";
import { filterByLocation } from "../strata/filter-by-location.js";
import { type LesionStratum, stratifyLesions } from "../strata/stratify-lesions.js";
import { type ScanStratum, stratifyScans } from "../strata/stratify-scans.js";
import type { CaseResult } from "./case-result.js";
import { type CaseEvaluation, evaluateCase } from "./evaluate-case.js";

/** Which strata to score. @since 0.1.0 */
export interface StrataOptions {
  /**
   * Scan strata by covariate: bin edges for numbers, or `"values"` for a stratum of each value. The names are those of
   * the cases' `covariates`, and `referenceCount` for the burden. Scans without the value are left out.
   */
  readonly covariates?: Readonly<Record<string, readonly number[] | "values">> | undefined;
  /** Lesion strata by feature, with bin edges. Lesions without the feature are left out. */
  readonly features?: Readonly<Record<string, readonly number[]>> | undefined;
  /** Scan strata by the lesions' `location`, filtered before matching as the published tables are; false unless given. */
  readonly locations?: boolean | undefined;
}

/** Scores by stratum. @since 0.1.0 */
export interface StrataResult {
  readonly covariates: Readonly<Record<string, readonly ScanStratum[]>>;
  readonly features: Readonly<Record<string, readonly LesionStratum[]>>;
  readonly locations: readonly ScanStratum[];
}

/** Gathers strata scan by scan. @internal */
export interface StrataCollector {
  readonly add: (evaluationCase: EvaluationCase, evaluation: CaseEvaluation) => void;
  readonly result: () => StrataResult;
}

type Value = string | number | null | undefined;
type CovariateRow = ScanRow & { readonly covariates: Readonly<Record<string, Value>> };

/**
 * A collector of strata; keeps counts and lesion features, not lesion lists' overlaps nor images.
 *
 * @param protocol - the rule of the evaluation
 * @param options - which strata
 * @returns a handle to add scans and to read the strata
 * @internal
 */
export function createStrata(protocol: Protocol, options: StrataOptions): StrataCollector {
  const { covariates = {}, features = {}, locations = false } = options;
  const scans: CovariateRow[] = [];
  const lesions: Pick<CaseEvaluation, "matchedCase" | "matching">[] = [];
  const byLocation = new Map<string, ScanRow[]>();
  return {
    add: (evaluationCase, { result, matchedCase, matching }) => {
      scans.push({ ...numbersOf(result), covariates: { ...evaluationCase.covariates } });
      if (Object.keys(features).length > 0) lesions.push({ matchedCase: withoutOverlaps(matchedCase), matching });
      if (!locations) return;
      for (const location of locationsOf(evaluationCase)) {
        const filtered = evaluateCase(filterByLocation(evaluationCase, [location]), protocol);
        byLocation.set(location, [...(byLocation.get(location) ?? []), numbersOf(filtered.result)]);
      }
    },
    result: () => ({
      covariates: mapValues(covariates, (edges, name) =>
        stratifyScans(scans, (scan) => stratumName(scan, name, edges), protocol.parameters),
      ),
      features: mapValues(features, (edges, name) =>
        stratifyLesions(
          lesions,
          (lesion) => binLabel(lesion.features?.[name] ?? Number.NaN, edges),
          protocol.parameters,
        ),
      ),
      locations: [...byLocation]
        .sort(([a], [b]) => a.localeCompare(b, "en"))
        .map(([name, rows]) => ({
          name,
          scanCount: rows.length,
          ...aggregateScores(rows, protocol.parameters, scans.length - rows.length),
        })),
    }),
  };
}

function stratumName(scan: CovariateRow, name: string, edges: readonly number[] | "values"): string | undefined {
  const value = name === "referenceCount" ? scan.referenceCount : scan.covariates[name];
  if (value === null || value === undefined) return undefined;
  if (edges === "values") return String(value);
  return typeof value === "number" ? binLabel(value, edges) : undefined;
}

function numbersOf({ id: _, ...numbers }: CaseResult): ScanRow {
  return numbers as unknown as ScanRow;
}

function withoutOverlaps({ id, reference, prediction }: EvaluationCase): EvaluationCase {
  return { id, reference, prediction };
}

function locationsOf({ reference, prediction }: EvaluationCase): readonly string[] {
  const names = [...reference, ...prediction].map(({ location }) => location);
  return [...new Set(names)].filter((name): name is string => name !== undefined);
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
