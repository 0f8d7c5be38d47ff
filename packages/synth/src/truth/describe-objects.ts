import { createVolume, type LabelMap, spacing, voxelCount } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { SceneObject } from "../objects/scene-object.js";
import type { ObjectTruth } from "../synthetic-scan.js";
import { findVisible } from "./find-visible.js";
import type { ObjectDepth } from "./object-depth.js";

/** @internal */
export interface DescribedObjects {
  readonly objects: readonly ObjectTruth[];
  /** Where two objects show in one voxel it is that of the deeper one. */
  readonly visibleMask: LabelMap;
}

/** @internal */
export interface DescribeSettings {
  readonly imageGrid: Grid;
  readonly signalToNoise: number | null;
}

const LEAST_DEPTH = 0.1;
/** Depth that stands out of noise: this over the signal to noise. */
const NOISE_DEPTH = 2.2;

/**
 * What of each object can be seen, from its depths.
 *
 * @param objects - of the scene, in the order of their ids
 * @param depths - in any order; an object without any is not seen
 * @internal
 */
export function describeObjects(
  objects: readonly SceneObject[],
  depths: readonly ObjectDepth[],
  { imageGrid, signalToNoise }: DescribeSettings,
): DescribedObjects {
  const labels = new Uint32Array(voxelCount(imageGrid.shape));
  const deepest = new Float32Array(labels.length);
  const voxelMm3 = spacing(imageGrid.affine).reduce((product, mm) => product * mm, 1);
  const leastDepth = Math.max(LEAST_DEPTH, signalToNoise === null ? 0 : NOISE_DEPTH / signalToNoise);
  const byId = new Map(depths.map((depth) => [depth.id, depth]));
  const described = objects.map((object): ObjectTruth => {
    const { spheres: _, ...facts } = object;
    const depth = byId.get(object.id);
    if (depth === undefined) return { ...facts, visibleVoxels: 0, apparentRadiusMm: 0, peakDepth: 0, visible: false };
    const part = findVisible(depth, object, imageGrid);
    for (const [n, v] of part.voxels.entries()) {
      if ((part.depths[n] as number) <= (deepest[v] as number)) continue;
      labels[v] = object.id;
      deepest[v] = part.depths[n] as number;
    }
    const visibleVoxels = part.voxels.length;
    const apparentRadiusMm = Math.cbrt((3 * visibleVoxels * voxelMm3) / (4 * Math.PI));
    return {
      ...facts,
      visibleVoxels,
      apparentRadiusMm,
      peakDepth: part.peakDepth,
      visible: part.peakDepth > leastDepth,
    };
  });
  return { objects: described, visibleMask: createVolume(labels, imageGrid.shape, imageGrid.affine) };
}
