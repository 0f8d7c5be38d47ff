import { type Affine, composeAffines, invertAffine, type Volume, type VoxelArray } from "@cmb/core";
import { resample } from "@cmb/preprocess";
import type { TransformTools } from "../definition/transform-tools.js";
import { outsideValue } from "./outside-value.js";
import type { MoveSampling, SpatialMove } from "./spatial-move.js";

/** Of the extent of a voxel: what may lean into another axis by rounding, over a thousand voxels a ten-millionth. */
const LEAN = 1e-10;

/**
 * A move that leads along the axes of the image, such as a zoom or another spacing, by `resample` of `@cmb/preprocess`,
 * which works axis by axis.
 *
 * @returns `undefined` where it leads elsewhere, or the values are no float32
 */
export async function alongAxes<D extends VoxelArray>(
  volume: Volume<D>,
  { grid, toInput, sampling, outside = 0 }: SpatialMove,
  { signal }: TransformTools,
): Promise<Volume<D> | undefined> {
  if (!(volume.data instanceof Float32Array) || sampling === undefined) return undefined;
  let matrix = grid.affine;
  for (const map of toInput) {
    if (map.kind !== "affine") return undefined;
    matrix = composeAffines(map.matrix, matrix);
  }
  if (!isAlongAxes(composeAffines(invertAffine(volume.affine), matrix))) return undefined;
  const place = { shape: grid.shape, affine: straightened(volume.affine, matrix) };
  const made = await resample(volume, place, {
    interpolation: sampling.interpolation,
    outside: fillOf(volume, outside),
    signal,
  });
  // Float32 in, float32 out: `D` is what `data` was seen to be.
  return { ...made, affine: grid.affine } as Volume<VoxelArray> as Volume<D>;
}

function fillOf(volume: Volume<VoxelArray>, outside: MoveSampling["outside"]): number | "edge" {
  return outside === "edge" ? outside : outsideValue(volume, outside);
}

function isAlongAxes(m: Affine): boolean {
  return [m[1], m[2], m[4], m[6], m[8], m[9]].every((part) => Math.abs(part) < LEAN);
}

/** The matrix without what rounding has lean: its axes are exactly those of the image. */
function straightened(image: Affine, matrix: Affine): Affine {
  const m = composeAffines(invertAffine(image), matrix);
  return composeAffines(image, [m[0], 0, 0, m[3], 0, m[5], 0, m[7], 0, 0, m[10], m[11], 0, 0, 0, 1]);
}
