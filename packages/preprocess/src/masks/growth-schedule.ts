/** The schedules of tolerances that the published masks were grown with. @since 0.1.0 */
export type GrowthScheduleName = "relative" | "normal" | "weakLabels";

/** Start, end (left out) and step of each part. */
const PARTS: Readonly<Record<GrowthScheduleName, readonly (readonly [start: number, end: number, step: number])[]>> = {
  relative: [
    [0.001, 20, 0.05],
    [20, 100, 1],
    [100, 10_000, 100],
  ],
  normal: [[0.001, 100, 0.05]],
  weakLabels: [[0, 150, 0.5]],
};

/**
 * A published schedule of rising tolerances: `"relative"` with 579 and `"normal"` with 2000 for points,
 * `"weakLabels"` with 300 for drawn clusters.
 *
 * @param name - which
 * @returns the tolerances, `start + n · step` in each part
 * @since 0.1.0
 */
export function growthSchedule(name: GrowthScheduleName): Float64Array {
  return Float64Array.from(
    PARTS[name].flatMap(([start, end, step]) =>
      Array.from({ length: Math.ceil((end - start) / step) }, (_, n) => start + n * step),
    ),
  );
}
