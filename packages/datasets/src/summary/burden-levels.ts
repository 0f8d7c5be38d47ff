/** How many microbleeds a series of a patient has. @since 0.1.0 */
export interface BurdenRow {
  readonly patientUid: string;
  readonly microbleeds: number;
}

/**
 * The published burden level of patients within one dataset: high when their scans have more than 3 microbleeds on
 * average, scans without any included.
 *
 * @param rows - all scans of the dataset
 * @returns a level for each patient; `undefined` for one without a microbleed
 * @since 0.1.0
 */
export function burdenLevels(rows: readonly BurdenRow[]): ReadonlyMap<string, "low" | "high" | undefined> {
  const totals = new Map<string, { readonly scans: number; readonly microbleeds: number }>();
  for (const { patientUid, microbleeds } of rows) {
    const before = totals.get(patientUid) ?? { scans: 0, microbleeds: 0 };
    totals.set(patientUid, { scans: before.scans + 1, microbleeds: before.microbleeds + microbleeds });
  }
  return new Map([...totals].map(([patient, { scans, microbleeds }]) => [patient, levelOf(microbleeds / scans)]));
}

function levelOf(mean: number): "low" | "high" | undefined {
  if (mean === 0) return undefined;
  return mean > 3 ? "high" : "low";
}
