import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { identitiesOf, type ScanIdentity } from "../intervals/bootstrap-group.js";
import type { IntervalOptions } from "../intervals/interval-options.js";
import type { Steps } from "../intervals/run-steps.js";
import { lesionStratumIntervals, scanStratumIntervals } from "../intervals/stratum-intervals.js";
import type { Protocol } from "../protocols/protocol.js";
import { aggregateScores, type ScanRow } from "../scoring/aggregate-scores.js";
import { scoreCounts } from "../scoring/score-counts.js";
import { binLabel } from "../strata/bin-label.js";
import { covariateStratum } from "../strata/covariate-stratum.js";
import { filterByLocation } from "../strata/filter-by-location.js";
import { type LesionStratum, stratifyLesions, tallyLesions } from "../strata/stratify-lesions.js";
import { type ScanStratum, stratifyScans } from "../strata/stratify-scans.js";
import type { CaseResult } from "./case-result.js";
import { type CaseEvaluation, evaluateCase } from "./evaluate-case.js";
import { type ScanRecord, scanRecord } from "./scan-record.js";

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
  readonly result: () => Steps<StrataResult>;
}

type LesionsOfScan = Pick<CaseEvaluation, "matchedCase" | "matching">;

/**
 * A collector of strata; keeps counts and lesion features, not lesion lists' overlaps nor images.
 *
 * @param protocol - the rule of the evaluation
 * @param options - which strata
 * @param intervals - how intervals are made
 * @returns a handle to add scans and to read the strata
 * @internal
 */
export function createStrata(
  protocol: Protocol,
  options: StrataOptions,
  intervals: IntervalOptions | "none",
): StrataCollector {
  const { covariates = {}, features = {}, locations = false } = options;
  const scans: ScanRecord[] = [];
  const lesions: LesionsOfScan[] = [];
  const byLocation = new Map<string, Map<number, ScanRecord>>();
  return {
    add: (evaluationCase, evaluation) => {
      scans.push(scanRecord(evaluationCase, evaluation));
      const { matchedCase, matching } = evaluation;
      if (Object.keys(features).length > 0) lesions.push({ matchedCase: withoutOverlaps(matchedCase), matching });
      if (!locations) return;
      for (const location of locationsOf(evaluationCase)) {
        const filtered = filterByLocation(evaluationCase, [location]);
        const records = byLocation.get(location) ?? new Map<number, ScanRecord>();
        byLocation.set(location, records);
        records.set(scans.length - 1, scanRecord(filtered, evaluateCase(filtered, protocol)));
      }
    },
    result: function* () {
      const context = { protocol, intervals };
      const results = {
        covariates: new Map<string, readonly ScanStratum[]>(),
        features: new Map<string, readonly LesionStratum[]>(),
        locations: [] as ScanStratum[],
      };
      for (const [name, edges] of Object.entries(covariates)) {
        const nameOf = ({ result }: ScanRecord): string | undefined => covariateStratum(result, name, edges);
        results.covariates.set(name, yield* covariateStrata(scans, nameOf, context));
      }
      for (const [name, edges] of Object.entries(features)) {
        const nameOf = (lesion: Lesion): string | undefined => binLabel(lesion.features?.[name] ?? Number.NaN, edges);
        results.features.set(name, yield* featureStrata(lesions, nameOf, { ...context, scans: identitiesOf(scans) }));
      }
      for (const [name, records] of [...byLocation].sort(([a], [b]) => a.localeCompare(b, "en"))) {
        results.locations.push(yield* locationStratum(name, records, { ...context, scans }));
      }
      return {
        covariates: Object.fromEntries(results.covariates),
        features: Object.fromEntries(results.features),
        locations: results.locations,
      };
    },
  };
}

interface StratumContext {
  readonly protocol: Protocol;
  readonly intervals: IntervalOptions | "none";
}

function* covariateStrata(
  scans: readonly ScanRecord[],
  nameOf: (scan: ScanRecord) => string | undefined,
  { protocol: { parameters }, intervals }: StratumContext,
): Steps<readonly ScanStratum[]> {
  const rows = scans.map((scan) => ({ ...numbersOf(scan.result), scan }));
  const strata = stratifyScans(rows, (row) => nameOf(row.scan), parameters);
  if (intervals === "none") return strata;
  const sure: ScanStratum[] = [];
  for (const stratum of strata) {
    const group = scans.filter((scan) => nameOf(scan) === stratum.name);
    sure.push({ ...stratum, intervals: yield* scanStratumIntervals(group, parameters, intervals) });
  }
  return sure;
}

function* featureStrata(
  lesions: readonly LesionsOfScan[],
  nameOf: (lesion: Lesion) => string | undefined,
  { protocol, intervals, scans }: StratumContext & { readonly scans: readonly ScanIdentity[] },
): Steps<readonly LesionStratum[]> {
  const strata = stratifyLesions(lesions, nameOf, protocol.parameters);
  if (intervals === "none") return strata;
  const tallies = lesions.map((scan) => tallyLesions(scan, nameOf, protocol.parameters));
  const names = strata.map(({ name }) => name);
  const found = yield* lesionStratumIntervals(tallies, names, { scans, intervals });
  return strata.map((stratum) => {
    const interval = found.get(stratum.name);
    return interval === undefined ? stratum : { ...stratum, intervals: interval };
  });
}

function* locationStratum(
  name: string,
  records: ReadonlyMap<number, ScanRecord>,
  { scans, protocol: { parameters }, intervals }: StratumContext & { readonly scans: readonly ScanRecord[] },
): Steps<ScanStratum> {
  const rows = [...records.values()].map(({ result }) => numbersOf(result));
  const stratum = { name, scanCount: rows.length, ...aggregateScores(rows, parameters, scans.length - rows.length) };
  if (intervals === "none") return stratum;
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, referenceCount: 0, predictionCount: 0 };
  const empty = { ...none, ...scoreCounts(none, parameters) } as unknown as CaseResult;
  const all = scans.map((scan, n) => records.get(n) ?? { ...scan, result: empty, pairs: NO_PAIRS });
  return { ...stratum, intervals: yield* scanStratumIntervals(all, parameters, intervals) };
}

const NO_PAIRS: ScanRecord["pairs"] = { overlap: 0, sizes: 0, dice: [] };

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
