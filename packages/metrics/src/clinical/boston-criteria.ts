import { CmbError } from "@cmb/core";

/** What the Boston criteria v2.0 ask of MRI and patient. Counts of distinct foci. @since 0.1.0 */
export interface BostonFindings {
  readonly ageYears: number;
  readonly lobarMicrobleeds: number;
  readonly deepMicrobleeds: number;
  /** Lobar haemorrhages above 10 mm; 0 unless given. */
  readonly lobarHaemorrhages?: number | undefined;
  /** Foci of cortical superficial siderosis or convexity subarachnoid haemorrhage; 0 unless given. */
  readonly corticalSiderosisFoci?: number | undefined;
  /** Severe perivascular spaces in the centrum semiovale, or the multispot pattern; false unless given. */
  readonly hasWhiteMatterFeature?: boolean | undefined;
  readonly cerebellarMicrobleeds?: number | undefined;
  /** What a cerebellar focus is: neither lobar nor deep (v2.0 as commonly read), or lobar (v1.0 and v1.5). */
  readonly cerebellarIs: "neither" | "lobar";
}

/** Outcome of the imaging part of the criteria. @since 0.1.0 */
export interface BostonResult {
  readonly category: "probable" | "possible" | "notMet";
  /** Why they are not met. */
  readonly reason?: "age" | "mixed" | "noFinding";
}

const MIN_AGE_YEARS = 50;

/**
 * The Boston criteria v2.0 for cerebral amyloid angiopathy, imaging part. A fitting presentation and the absence of
 * another cause are taken as given. Not for clinical decisions.
 *
 * Probable: no deep haemorrhagic lesion, and two lobar ones or one with a white-matter feature. Possible: one lobar
 * lesion, or a white-matter feature alone.
 *
 * @param findings - distinct foci; `cerebellarIs` has no default, because the versions differ
 * @returns the category, with the reason where not met
 * @throws CmbError `OUT_OF_RANGE` when a number is negative or not finite
 * @see Charidimou et al. 2022, doi:10.1016/S1474-4422(22)00208-3
 * @since 0.1.0
 */
export function bostonCriteria(findings: BostonFindings): BostonResult {
  const { ageYears, lobarMicrobleeds, deepMicrobleeds, hasWhiteMatterFeature = false } = findings;
  const { lobarHaemorrhages = 0, corticalSiderosisFoci = 0, cerebellarMicrobleeds = 0 } = findings;
  const counts = { ageYears, lobarMicrobleeds, deepMicrobleeds, lobarHaemorrhages, corticalSiderosisFoci };
  for (const [name, value] of Object.entries({ ...counts, cerebellarMicrobleeds })) {
    if (Number.isFinite(value) && value >= 0) continue;
    const message = `bostonCriteria: ${name} is ${value}; give a finite number of at least 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
  }
  if (ageYears < MIN_AGE_YEARS) return { category: "notMet", reason: "age" };
  if (deepMicrobleeds > 0) return { category: "notMet", reason: "mixed" };
  const cerebellar = findings.cerebellarIs === "lobar" ? cerebellarMicrobleeds : 0;
  const lobar = lobarMicrobleeds + lobarHaemorrhages + corticalSiderosisFoci + cerebellar;
  if (lobar >= 2 || (lobar === 1 && hasWhiteMatterFeature)) return { category: "probable" };
  if (lobar === 1 || hasWhiteMatterFeature) return { category: "possible" };
  return { category: "notMet", reason: "noFinding" };
}
