import type { LongTask, Mask, Volume } from "@cmb/core";
import { type TissueLevel, tissueLevelRowInto } from "./tissue-level.js";

/** Brighter than its surroundings counts no more than this: fluid beside tissue must not make tissue look dark. */
const LEAST_DARKNESS = -0.15;

/** What {@link darknessInto} needs. */
export interface DarknessOptions {
  /** The brain, on the grid of the image. */
  readonly mask: Mask;
  readonly level: TissueLevel;
  readonly task: LongTask;
  /** Where `task` stands meanwhile. */
  readonly done: number;
}

/**
 * How much darker each voxel is than the tissue around it: `1 − intensity / level`, from −0.15 to 1, and 0 outside of
 * the mask, so that the edge of the brain is no edge.
 *
 * @param volume - magnitudes; overwritten with the result
 */
export async function darknessInto(volume: Volume, { mask, level, task, done }: DarknessOptions): Promise<Volume> {
  const { data, shape } = volume;
  const [ni, nj, nk] = shape;
  const row = new Float32Array(ni);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      tissueLevelRowInto(level, j, k, row);
      const start = ni * (j + nj * k);
      for (let i = 0; i < ni; i++) {
        const tissue = row[i] as number;
        const inside = mask.data[start + i] !== 0 && tissue > 0;
        const darkness = 1 - (data[start + i] as number) / tissue;
        data[start + i] = inside ? Math.min(1, Math.max(LEAST_DARKNESS, darkness)) : 0;
      }
    }
    await task.advance("local background", done);
  }
  return volume;
}
