import type { Rejection } from "../lesion-model.js";
import type { LesionPlace } from "../regions/name-region.js";

/** With this share of fluid within 5 mm a candidate lies well inside of a ventricle. */
const MOST_FLUID_SHARE = 0.98;

/**
 * Whether a candidate lies where no microbleed can: outside of the brain, or well inside of a ventricle.
 *
 * A published rule drops what has no voxel in a list of brain labels, and has two such lists that differ in brainstem
 * and ventral diencephalon; here both are brain. All else about the place is evidence for the score and no reason by
 * itself.
 *
 * @returns `undefined` when nothing speaks against it
 */
export function judgePlace({ brainVoxels, voxels, majority, fluidShare }: LesionPlace): Rejection | undefined {
  if (brainVoxels === 0) {
    const reason = voxels === 1 ? "its 1 voxel is not in the brain" : `none of its ${voxels} voxels is in the brain`;
    return { stage: "location", reason };
  }
  if (majority === "ventricle" && fluidShare >= MOST_FLUID_SHARE) {
    const percent = Math.round(100 * fluidShare);
    return { stage: "location", reason: `inside of a ventricle: ${percent} % fluid within 5 mm of its centre` };
  }
  return undefined;
}
