import { spacing, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { distanceMm } from "../objects/draw-site.js";
import type { SceneObject } from "../objects/scene-object.js";
import type { ObjectDepth } from "./object-depth.js";

/** The voxels of an image that show one object. @internal */
export interface VisiblePart {
  /** Linear indices in the image, ascending. */
  readonly voxels: Uint32Array;
  /** Depth of each of them. */
  readonly depths: Float32Array;
  readonly peakDepth: number;
}

/** Annotators outline a lesion where it is half as dark as in its middle, and see nothing below the other share. */
export const OUTLINE_SHARE = 0.5;
/** @internal */
export const LEAST_OUTLINE_DEPTH = 0.07;
/** Its darkest voxel lies within an object or this near to it. */
const NEAR_MM = 1.5;

/**
 * The part of an image that shows an object: where it takes more than half of what it takes at its darkest voxel, and
 * more than 0.07.
 *
 * Of an object made of balls or of vein only what hangs together with its darkest voxel, by faces, edges or corners; an
 * object that is a layer may show in several places.
 *
 * @internal
 */
export function findVisible(depth: ObjectDepth, object: SceneObject, imageGrid: Grid): VisiblePart {
  const peak = darkest(depth, object, imageGrid);
  const peakDepth = peak < 0 ? 0 : Math.max(0, depth.depths[peak] as number);
  const threshold = Math.max(OUTLINE_SHARE * peakDepth, LEAST_OUTLINE_DEPTH);
  const compact = object.class !== "superficial-siderosis" && object.class !== "iron-deposit";
  const inside = peakDepth < threshold ? [] : compact ? connected(depth, peak, threshold) : above(depth, threshold);
  const [ni, nj] = imageGrid.shape;
  const [mi, mj] = depth.shape;
  const voxels = inside.map((v) => {
    const [i, j, k] = [v % mi, Math.floor(v / mi) % mj, Math.floor(v / (mi * mj))];
    return i + depth.from[0] + ni * (j + depth.from[1] + nj * (k + depth.from[2]));
  });
  return {
    voxels: Uint32Array.from(voxels),
    depths: Float32Array.from(inside, (v) => depth.depths[v] as number),
    peakDepth,
  };
}

/** Box index of the darkest voxel in or near an object; −1 when none lies there. */
function darkest({ depths, from, shape }: ObjectDepth, object: SceneObject, imageGrid: Grid): number {
  const voxelMm = spacing(imageGrid.affine);
  const balls = object.spheres.length > 0 ? object.spheres : [{ centreMm: object.centreMm, radiusMm: object.radiusMm }];
  const isLayer = object.class === "superficial-siderosis" || object.class === "iron-deposit";
  const places = balls.map(({ centreMm, radiusMm }) => ({ at: worldToVoxel(imageGrid.affine, centreMm), radiusMm }));
  const near = (i: number, j: number, k: number): boolean => {
    return places.some(({ at, radiusMm }) => {
      const offset: WorldPoint = [(i - at[0]) * voxelMm[0], (j - at[1]) * voxelMm[1], (k - at[2]) * voxelMm[2]];
      // A thick slice is near when it holds the object.
      const across = Math.max(0, Math.abs(offset[2]) - voxelMm[2] / 2);
      return distanceMm([offset[0], offset[1], across], [0, 0, 0]) <= radiusMm + Math.max(NEAR_MM, voxelMm[0]);
    });
  };
  let best = -1;
  const [mi, mj, mk] = shape;
  for (let k = 0, v = 0; k < mk; k++) {
    for (let j = 0; j < mj; j++) {
      for (let i = 0; i < mi; i++, v++) {
        if (best >= 0 && (depths[v] as number) <= (depths[best] as number)) continue;
        if (isLayer || near(i + from[0], j + from[1], k + from[2])) best = v;
      }
    }
  }
  return best;
}

function above({ depths }: ObjectDepth, threshold: number): number[] {
  return Array.from(depths.keys()).filter((v) => (depths[v] as number) >= threshold);
}

/** Voxels above the threshold that hang together with the first one, ascending. */
function connected({ depths, shape }: ObjectDepth, first: number, threshold: number): number[] {
  const [mi, mj, mk] = shape;
  const seen = new Uint8Array(depths.length);
  const found = [first];
  seen[first] = 1;
  for (let n = 0; n < found.length; n++) {
    const v = found[n] as number;
    const [i, j, k] = [v % mi, Math.floor(v / mi) % mj, Math.floor(v / (mi * mj))];
    for (let step = 0; step < 27; step++) {
      const [x, y, z] = [i + (step % 3) - 1, j + (Math.floor(step / 3) % 3) - 1, k + Math.floor(step / 9) - 1];
      if (x < 0 || y < 0 || z < 0 || x >= mi || y >= mj || z >= mk) continue;
      const next = x + mi * (y + mj * z);
      if (seen[next] === 1 || (depths[next] as number) < threshold) continue;
      seen[next] = 1;
      found.push(next);
    }
  }
  return found.sort((a, b) => a - b);
}
