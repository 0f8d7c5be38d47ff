import { CmbError } from "@cmb/core";

/** Classes of a number of microbleeds. @since 0.1.0 */
export interface BurdenScheme {
  readonly name: string;
  /** Smallest count of each class, rising, the first 0. */
  readonly from: readonly number[];
  readonly labels: readonly string[];
  readonly source: string;
}

/**
 * Burden schemes in use. The ARIA-H scheme counts new microbleeds since baseline; on a single scan it stands for the
 * number that the scan shows.
 *
 * @since 0.1.0
 */
export const BURDEN_SCHEMES: readonly BurdenScheme[] = [
  {
    name: "ariaH",
    from: [0, 1, 5, 10],
    labels: ["none", "mild", "moderate", "severe"],
    source: "ARIA-H radiographic severity: 1–4, 5–9, ≥ 10 new microhaemorrhages",
  },
  {
    name: "cromis2",
    from: [0, 1, 5],
    labels: ["0", "1-4", ">=5"],
    source: "CROMIS-2, as quoted by reviews",
  },
  {
    name: "regional0to4",
    from: [0, 1, 5, 10, 20],
    labels: ["<1", "1-4", "5-9", "10-19", ">=20"],
    source: "regional 0–4 rating",
  },
  {
    name: "elevated4",
    from: [0, 4],
    labels: ["<4", ">=4"],
    source: "elevated burden, doi:10.3389/fnagi.2026.1729422",
  },
  {
    name: "esoThrombolysis",
    from: [0, 11],
    labels: ["<=10", ">10"],
    source: "ESO 2021 thrombolysis guideline, as quoted by reviews",
  },
];

/**
 * The class of a count.
 *
 * @param count - number of microbleeds
 * @param scheme - one of {@link BURDEN_SCHEMES} or of one's own
 * @returns the class's label
 * @throws CmbError `OUT_OF_RANGE` when the count is negative or not whole
 * @example
 * ```ts
 * import { BURDEN_SCHEMES, burdenClass } from "@cmb/metrics";
 * BURDEN_SCHEMES.map((scheme) => burdenClass(5, scheme)); // => ["moderate", ">=5", "5-9", ">=4", "<=10"]
 * ```
 * @since 0.1.0
 */
export function burdenClass(count: number, scheme: BurdenScheme): string {
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    const message = `burdenClass: the count is ${count}; give a whole number from 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "count", value: count, minimum: 0 });
  }
  return scheme.labels[scheme.from.findLastIndex((least) => count >= least)] ?? "";
}
