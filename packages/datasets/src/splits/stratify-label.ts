/** What the published stratum of a series depends on; `undefined` is written as "Unspecified". @since 0.1.0 */
export interface StratifyRow {
  /** Published name: MOMENI, RODEJA, VALDO and so on. */
  readonly dataset: string;
  /** Whether there is no microbleed. */
  readonly healthy: "yes" | "no";
  /** SWI or T2S. */
  readonly sequence: string;
  /** From `resolutionLevel`. */
  readonly resolutionLevel: "low" | "high";
  /** As published, in tesla: "3" or "1.5/3". */
  readonly fieldStrength: string | undefined;
  /** From `burdenLevel`. */
  readonly burdenLevel: "low" | "high" | undefined;
  readonly echoTimeMs: number | undefined;
}

/**
 * The label by which the published split is stratified: dataset, healthy, sequence, resolution, field strength, burden and
 * echo time, joined by "-". The echo time is written as Python writes a float, 20.0 for 20.
 *
 * @param row - of one series
 * @returns such as "MOMENI-no-SWI-low-3-high-20.0"
 * @since 0.1.0
 */
export function stratifyLabel(row: StratifyRow): string {
  const { dataset, healthy, sequence, resolutionLevel, fieldStrength, burdenLevel, echoTimeMs } = row;
  const time =
    echoTimeMs === undefined ? undefined : Number.isInteger(echoTimeMs) ? `${echoTimeMs}.0` : `${echoTimeMs}`;
  const parts = [dataset, healthy, sequence, resolutionLevel, fieldStrength, burdenLevel, time];
  return parts.map((part) => part ?? "Unspecified").join("-");
}
