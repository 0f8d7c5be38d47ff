import type { DatasetSubject } from "../dataset-subject.js";
import { type RadiusFix, type SphereRule, STUDY_SPHERES } from "./parse-radius-fixes.js";

/** What a table of radius fixes says about one series. @since 0.1.0 */
export interface SubjectRadiusFixes {
  /** For `standardRecipe`, where the whole study becomes balls. */
  readonly spheres: SphereRule | undefined;
  /** For `standardizeSubject`. */
  readonly correctedRadii: readonly NonNullable<RadiusFix["lesion"]>[];
  /** All rows about the series, in their order. */
  readonly rows: readonly RadiusFix[];
}

/**
 * The radius fixes of one series: those of its dataset that name its id, or the middle of its published id.
 *
 * @param fixes - from {@link parseRadiusFixes}
 * @param subject - whose fixes are looked for
 * @returns what to do about it; nothing where no row is about it
 * @since 0.1.0
 */
export function radiusFixesOf(
  fixes: readonly RadiusFix[],
  { dataset, id, series }: Pick<DatasetSubject, "dataset" | "id" | "series">,
): SubjectRadiusFixes {
  const rows = fixes.filter((fix) => fix.dataset === dataset && (fix.study === id || fix.study === series.stem));
  return {
    spheres: rows.some(({ lesion }) => lesion === undefined) ? STUDY_SPHERES[dataset] : undefined,
    correctedRadii: rows.flatMap(({ lesion }) => lesion ?? []),
    rows,
  };
}
