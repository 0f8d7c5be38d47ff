import { type Affine, composeAffines, invertAffine, type Shape, type Volume, type VoxelArray } from "@cmb/core";
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
  const toVoxel = composeAffines(invertAffine(volume.affine), matrix);
  if (!isAlongAxes(toVoxel)) return undefined;
  const place = { shape: grid.shape, affine: straightened(volume.affine, matrix) };
  const made = await resample(volume, place, {
    interpolation: sampling.interpolation,
    // Looking for the lowest value takes a pass over the image.
    outside: staysWithin(volume, { toVoxel, shape: grid.shape }) ? 0 : fillOf(volume, outside),
    signal,
  });
  // Float32 in, float32 out: `D` is what `data` was seen to be.
  return { ...made, affine: grid.affine } as Volume<VoxelArray> as Volume<D>;
}

/** Whether every voxel of the result lies within the image, the outer halves of its outermost voxels left out. */
function staysWithin(
  image: Volume<VoxelArray>,
  { toVoxel: m, shape }: { readonly toVoxel: Affine; readonly shape: Shape },
): boolean {
  return ([0, 1, 2] as const).every((axis) => {
    const first = m[(4 * axis + 3) as 3];
    const last = first + m[(5 * axis) as 0] * (shape[axis] - 1);
    return Math.min(first, last) >= 0 && Math.max(first, last) <= image.shape[axis] - 1;
  });
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
