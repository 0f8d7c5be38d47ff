import {
  type LabelMap,
  orientation,
  spacing,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";
import type { DetectionResult, Microbleed, RejectedCandidate, Report } from "../report.js";

/** One voxel that is to be a microbleed. */
export interface Spot {
  readonly voxel: VoxelIndex;
  readonly certainty?: "definite" | "possible";
  readonly region?: Microbleed["region"];
}

/** A result as a detector returns it, with microbleeds of one voxel where the test wants them. */
export function resultOf(
  volume: Volume<VoxelArray>,
  spots: readonly Spot[],
  changes: Partial<Report> = {},
): DetectionResult {
  const { shape, affine } = volume;
  const spacingMm = spacing(affine);
  const mask: LabelMap = { data: new Uint32Array(volume.data.length), shape, affine };
  const volumeMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  const microbleeds = spots.map(({ voxel, certainty = "definite", region = null }, n): Microbleed => {
    mask.data[voxel[0] + shape[0] * (voxel[1] + shape[1] * voxel[2])] = n + 1;
    return {
      id: n + 1,
      centreMm: voxelToWorld(affine, voxel),
      centreVoxel: voxel,
      score: 0.9 - n / 10,
      certainty,
      volumeMm3,
      diameterMm: 2 * Math.cbrt((3 * volumeMm3) / (4 * Math.PI)),
      elongation: 0.75,
      contrast: 0.5,
      region,
    };
  });
  const report: Report = {
    schemaVersion: 1,
    input: { sha256: "0".repeat(64), shape, spacingMm, orientation: orientation(affine), sequence: "SWI", checks: [] },
    model: {
      ...{ id: "classical", version: "0.1.0", sha256: null, trainedOn: "synthetic", validatedOnPatients: false },
      ...{ preset: "balanced", threshold: 0.5, definiteThreshold: 0.7 },
    },
    backend: { runtime: "javascript", device: "cpu", tried: ["cpu"] },
    microbleeds,
    rejected: [],
    summary: {
      count: microbleeds.length,
      possible: microbleeds.filter(({ certainty }) => certainty === "possible").length,
      byZone: null,
      byBombs: null,
      expectedCount: [0, microbleeds.length],
    },
    warnings: [],
    timingsMs: { total: 1 },
    notice: "Research use only; not a medical device.",
    ...changes,
  };
  return Object.defineProperties({ ...report }, { mask: { value: mask }, regions: { value: null } }) as DetectionResult;
}

/** A candidate that was dropped at the given voxel. */
export function rejectedAt(
  volume: Volume<VoxelArray>,
  voxel: VoxelIndex,
  why: Pick<RejectedCandidate, "score" | "stage" | "reason">,
): RejectedCandidate {
  return { centreMm: voxelToWorld(volume.affine, voxel), centreVoxel: voxel, ...why };
}
