import { assertSameGrid, foregroundRuns, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { MaskPair } from "./mask-pair.js";
import { nearestDistances } from "./nearest-distances.js";
import { squaredDistanceField } from "./squared-distance-field.js";
import { surfaceVoxels } from "./surface-voxels.js";

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
  return distancesOfPair({
    reference: foregroundRuns(reference),
    prediction: foregroundRuns(prediction),
    affine: reference.affine,
  });
}

/** {@link surfaceDistances} of masks whose runs are known. @internal */
export function distancesOfPair({ reference, prediction, affine }: MaskPair): SurfaceDistances {
  const { shape } = reference;
  const left = surfaceVoxels(reference);
  const right = surfaceVoxels(prediction);
  const frame = { shape, box: boundingBox([left, right], shape), spacingMm: spacing(affine) };
  return {
    referenceToPredictionMm: distancesFrom(left, right, frame),
    predictionToReferenceMm: distancesFrom(right, left, frame),
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

/** The box that holds every surface voxel: the field is not needed outside of it. */
function boundingBox(sides: readonly Uint32Array[], [ni, nj, nk]: Shape): Box {
  const low = [ni, nj, nk] as [number, number, number];
  const high = [-1, -1, -1] as [number, number, number];
  const at = [0, 0, 0] as [number, number, number];
  for (const voxels of sides) {
    for (const v of voxels) {
      positionInto(v, [ni, nj, nk], at);
      for (const axis of [0, 1, 2] as const) {
        low[axis] = Math.min(low[axis], at[axis]);
        high[axis] = Math.max(high[axis], at[axis]);
      }
    }
  }
  const size = (axis: 0 | 1 | 2): number => Math.max(0, high[axis] - low[axis] + 1);
  return { first: low, size: [size(0), size(1), size(2)] };
}

// Below so many surface voxels for each voxel of the box a search for each costs less than a field over the box.
const FIELD_FROM_DENSITY = 1 / 40;

function distancesFrom(from: Uint32Array, to: Uint32Array, frame: Frame): Float64Array {
  const { size } = frame.box;
  const isSparse = from.length + to.length <= FIELD_FROM_DENSITY * size[0] * size[1] * size[2];
  if (isSparse || from.length === 0 || to.length === 0) {
    return nearestDistances(placesOf(from, frame), placesOf(to, frame));
  }
  return distancesInField(from, to, frame);
}

function placesOf(voxels: Uint32Array, { shape, spacingMm }: Frame): Float64Array {
  const places = new Float64Array(3 * voxels.length);
  const at = [0, 0, 0] as [number, number, number];
  for (let n = 0; n < voxels.length; n++) {
    positionInto(voxels[n] as number, shape, at);
    places[3 * n] = at[0] * spacingMm[0];
    places[3 * n + 1] = at[1] * spacingMm[1];
    places[3 * n + 2] = at[2] * spacingMm[2];
  }
  return places;
}

function distancesInField(from: Uint32Array, to: Uint32Array, { shape, box, spacingMm }: Frame): Float64Array {
  const at = [0, 0, 0] as [number, number, number];
  const inBox = (v: number): number => {
    positionInto(v, shape, at);
    const [i, j, k] = at;
    return i - box.first[0] + box.size[0] * (j - box.first[1] + box.size[1] * (k - box.first[2]));
  };
  const isSource = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  for (const v of to) isSource[inBox(v)] = 1;
  const field = squaredDistanceField(isSource, { shape: box.size, spacingMm });
  return Float64Array.from(from, (v) => Math.sqrt(field[inBox(v)] as number));
}

function positionInto(v: number, [ni, nj]: Shape, out: [number, number, number]): void {
  const row = Math.floor(v / ni);
  const k = Math.floor(row / nj);
  out[0] = v - row * ni;
  out[1] = row - k * nj;
  out[2] = k;
}
