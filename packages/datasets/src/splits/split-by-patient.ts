import { byCodePoint } from "../by-code-point.js";
import { stratifiedShuffleSplit } from "./stratified-shuffle-split.js";
import { type StratifyRow, stratifyLabel } from "./stratify-label.js";

/** A series with what its stratum depends on. @since 0.1.0 */
export interface SplitRow extends StratifyRow {
  readonly seriesUid: string;
  readonly patientUid: string;
}

/** What {@link splitByPatient} takes. @since 0.1.0 */
export interface SplitByPatientOptions {
  /** Part of the patients that goes into the validation set, rounded up; 0.15 unless given. */
  readonly validFraction?: number | undefined;
  /** 42 unless given. */
  readonly seed?: number | undefined;
  /**
   * What happens to strata of one patient: `"refuse"` (unless given) as scikit-learn does, or `"join"` all of them into
   * one; a single one that is left joins the largest stratum.
   */
  readonly smallStrata?: "refuse" | "join" | undefined;
}

/** Series of a training and a validation set, each in the order of the rows. @since 0.1.0 */
export interface PatientSplit {
  readonly train: readonly string[];
  readonly valid: readonly string[];
  /** The patients of the sets in the order in which they were drawn. */
  readonly patients: { readonly train: readonly string[]; readonly valid: readonly string[] };
}

/**
 * A split into training and validation that keeps all series of a patient on one side, by the published rule: the
 * stratum of a patient is the most frequent label of the series ({@link stratifyLabel}), the first in the order of code
 * points among equally frequent ones; patients in that order go through {@link stratifiedShuffleSplit}.
 *
 * @param rows - one for each series, in any order: the result depends on their content alone
 * @param options - see {@link SplitByPatientOptions}
 * @returns the ids of the series on each side
 * @throws CmbError all that `stratifiedShuffleSplit` throws
 * @since 0.1.0
 */
export function splitByPatient(rows: readonly SplitRow[], options: SplitByPatientOptions = {}): PatientSplit {
  const { validFraction = 0.15, seed = 42, smallStrata = "refuse" } = options;
  const patients = [...strataOfPatients(rows)].sort(([a], [b]) => byCodePoint(a, b));
  const strata = patients.map(([, label]) => label);
  const labels = smallStrata === "join" ? joinSmall(strata) : strata;
  const { train, test } = stratifiedShuffleSplit(labels, { testFraction: validFraction, seed });
  const names = (positions: readonly number[]): string[] => positions.map((n) => patients[n]?.[0] ?? "");
  const chosen = { train: names(train), valid: names(test) };
  const validSet = new Set(chosen.valid);
  const series = (isValid: boolean): string[] =>
    rows.flatMap(({ seriesUid, patientUid }) => (validSet.has(patientUid) === isValid ? [seriesUid] : []));
  return { train: series(false), valid: series(true), patients: chosen };
}

function strataOfPatients(rows: readonly SplitRow[]): Map<string, string> {
  const labels = new Map<string, string[]>();
  for (const row of rows) labels.set(row.patientUid, [...(labels.get(row.patientUid) ?? []), stratifyLabel(row)]);
  return new Map([...labels].map(([patient, own]) => [patient, mode(own)]));
}

function mode(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best = ["", 0]] = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b));
  return best[0];
}

function joinSmall(labels: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const small = [...counts.values()].filter((count) => count === 1).length;
  const [largest = ["", 0]] = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b));
  const joined = small === 1 ? largest[0] : "small strata";
  return labels.map((label) => (counts.get(label) === 1 ? joined : label));
}
