import type { Volume, VoxelArray } from "@cmb/core";
import { type BackgroundStatistics, backgroundStatistics } from "./background-statistics.js";
import { type BackgroundDistance, compareBackgrounds } from "./compare-backgrounds.js";

/** A real scan, and simulated ones that were acquired like it. @since 0.1.0 */
export interface BackgroundPair {
  readonly name: string;
  /** What is known of how it was acquired. */
  readonly note: string;
  readonly real: Volume<VoxelArray>;
  readonly synthetic: readonly Volume<VoxelArray>[];
}

/** A real scan beside others. @since 0.1.0 */
export interface ComparedBackground {
  readonly name: string;
  readonly note: string;
  readonly real: BackgroundStatistics;
  readonly synthetic: readonly BackgroundStatistics[];
  /** From the real scan to each of the simulated ones. */
  readonly toSynthetic: readonly BackgroundDistance[];
  /** From it to each of the real scans, in their order: what scanners and heads alone do. */
  readonly toReal: readonly BackgroundDistance[];
}

/** Backgrounds of real scans and of simulated ones. @since 0.1.0 */
export interface BackgroundComparison {
  readonly scans: readonly ComparedBackground[];
}

/** The statistics of all scans and their distances. @internal */
export async function compareScans(
  pairs: readonly BackgroundPair[],
  signal: AbortSignal | undefined,
): Promise<BackgroundComparison> {
  const real: BackgroundStatistics[] = [];
  for (const pair of pairs) real.push(await backgroundStatistics(pair.real, { signal }));
  const scans: ComparedBackground[] = [];
  for (const [n, { name, note, synthetic: volumes }] of pairs.entries()) {
    const own = real[n] as BackgroundStatistics;
    const synthetic: BackgroundStatistics[] = [];
    for (const volume of volumes) synthetic.push(await backgroundStatistics(volume, { signal }));
    scans.push({
      name,
      note,
      real: own,
      synthetic,
      toSynthetic: synthetic.map((other) => compareBackgrounds(own, other)),
      toReal: real.map((other) => compareBackgrounds(own, other)),
    });
  }
  return { scans };
}
