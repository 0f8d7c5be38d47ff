import { assertSameGrid, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { squaredDistanceField } from "./squared-distance-field.js";

/** Distances in mm from each surface voxel of one mask to the other mask's surface. @since 0.1.0 */
export interface SurfaceDistances {
  /** One for each surface voxel of the reference; empty where the reference is. */
  readonly referenceToPredictionMm: Float64Array;
  readonly predictionToReferenceMm: Float64Array;
}

/**
 * Distances between the surfaces of two masks, voxel centre to voxel centre, as MetricsReloaded and MONAI measure them.
 *
 * A surface voxel is a foreground voxel with a background voxel, or the edge of the grid, beside one of its six faces;
 * along an axis of one voxel nothing is looked at, so that a single slice is a 2-D image. DeepMind's surface distances,
 * which weigh pieces of a mesh, differ from these.
 *
 * @param reference - mask; every value other than 0 is foreground
 * @param prediction - mask on the same grid
 * @returns Infinity where the other mask is empty
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size
 * @since 0.1.0
 */
export function surfaceDistances(reference: Volume<VoxelArray>, prediction: Volume<VoxelArray>): SurfaceDistances {
  assertSameGrid("surfaceDistances", reference, prediction);
  const { shape } = reference;
  const left = surfaceVoxels(reference.data, shape);
  const right = surfaceVoxels(prediction.data, shape);
  const box = boundingBox([left, right], shape);
  const spacingMm = spacing(reference.affine);
  return {
    referenceToPredictionMm: distancesFrom(left, right, { shape, box, spacingMm }),
    predictionToReferenceMm: distancesFrom(right, left, { shape, box, spacingMm }),
  };
}

interface Box {
  readonly first: readonly [number, number, number];
  readonly size: readonly [number, number, number];
}

interface Frame {
  readonly shape: Shape;
  readonly box: Box;
  readonly spacingMm: readonly [number, number, number];
}

/** Linear indices of the surface voxels. */
function surfaceVoxels(data: VoxelArray, [ni, nj, nk]: Shape): readonly number[] {
  const voxels: number[] = [];
  const isOpen = (v: number, at: number, length: number, stride: number): boolean =>
    length > 1 && (at === 0 || at === length - 1 || data[v - stride] === 0 || data[v + stride] === 0);
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        if (data[v] === 0) continue;
        if (isOpen(v, i, ni, 1) || isOpen(v, j, nj, ni) || isOpen(v, k, nk, ni * nj)) voxels.push(v);
      }
    }
  }
  return voxels;
}

/** The box that holds every surface voxel: the field is not needed outside of it. */
function boundingBox(sides: readonly (readonly number[])[], shape: Shape): Box {
  const low = [...shape];
  const high = [-1, -1, -1];
  for (const voxels of sides) {
    for (const v of voxels) {
      for (const [axis, at] of position(v, shape).entries()) {
        low[axis] = Math.min(low[axis] as number, at);
        high[axis] = Math.max(high[axis] as number, at);
      }
    }
  }
  const size = (axis: 0 | 1 | 2): number => Math.max(0, (high[axis] as number) - (low[axis] as number) + 1);
  return { first: [low[0] ?? 0, low[1] ?? 0, low[2] ?? 0], size: [size(0), size(1), size(2)] };
}

// Microbleeds have few surface voxels in a large box: measuring every pair then costs less than a field over the box.
const PAIRS_PER_BOX_VOXEL = 8;

// kernel: the nearest of all surface voxels, for each
function pairwise(
  from: readonly number[],
  to: readonly number[],
  { shape, spacingMm }: Omit<Frame, "box">,
): Float64Array {
  const places = (voxels: readonly number[]): Float64Array =>
    Float64Array.from(voxels.flatMap((v) => position(v, shape).map((at, axis) => at * (spacingMm[axis] ?? 1))));
  const [left, right] = [places(from), places(to)];
  const distances = new Float64Array(from.length);
  for (let n = 0; n < from.length; n++) {
    const [x, y, z] = [left[3 * n] as number, left[3 * n + 1] as number, left[3 * n + 2] as number];
    let nearest = Number.POSITIVE_INFINITY;
    for (let m = 0; m < right.length; m += 3) {
      const dx = x - (right[m] as number);
      const dy = y - (right[m + 1] as number);
      const dz = z - (right[m + 2] as number);
      const square = dx * dx + dy * dy + dz * dz;
      if (square < nearest) nearest = square;
    }
    distances[n] = Math.sqrt(nearest);
  }
  return distances;
}

function distancesFrom(from: readonly number[], to: readonly number[], { shape, box, spacingMm }: Frame): Float64Array {
  const distances = new Float64Array(from.length).fill(Number.POSITIVE_INFINITY);
  if (from.length === 0 || to.length === 0) return distances;
  const boxVoxels = box.size[0] * box.size[1] * box.size[2];
  if (from.length * to.length <= PAIRS_PER_BOX_VOXEL * boxVoxels) return pairwise(from, to, { shape, spacingMm });
  const inBox = (v: number): number => {
    const [i, j, k] = position(v, shape);
    return i - box.first[0] + box.size[0] * (j - box.first[1] + box.size[1] * (k - box.first[2]));
  };
  const isSource = new Uint8Array(boxVoxels);
  for (const v of to) isSource[inBox(v)] = 1;
  const field = squaredDistanceField(isSource, { shape: box.size, spacingMm });
  for (const [n, v] of from.entries()) distances[n] = Math.sqrt(field[inBox(v)] as number);
  return distances;
}

function position(v: number, [ni, nj]: Shape): readonly [number, number, number] {
  return [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
}
