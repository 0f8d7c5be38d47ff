import {
  type Affine,
  type LabelMap,
  type RegionStatistics,
  regionStatistics,
  type Shape,
  spacing,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";
import { type Box, crop, type Grid, resample, resampleLabels } from "@cmb/preprocess";
import { maximumDiameterMm } from "./maximum-diameter.js";
import type { Measure } from "./real-distributions.js";

/** What an object looks like: one number for each of {@link Measure}; NaN for axes and depths of a single voxel. @since 0.1.0 */
export type ObjectMeasures = Readonly<Record<Measure, number>>;

/** The grid on which the real microbleeds were measured. */
const GRID_MM = 0.5;

/**
 * What an object of a scan looks like, measured as the real microbleeds of {@link REAL_GROUPS} were: the image is
 * resampled linearly and the mask by nearest voxel to 0.5 mm along the axes of the image, and PyRadiomics' definitions are
 * taken on that grid.
 *
 * - `radiusMm`: of the ball with the volume of the mask.
 * - `elongation` and `flatness`: √(λ₂/λ₁) and √(λ₃/λ₁) of the covariance of its voxel centres; `majorAxisMm` is 4√λ₁.
 * - `maximumDiameterMm`: between the outermost points of its surface.
 * - `depth`: 1 − P10/P90 of the intensities inside of the mask; `fullDepth`: 1 − minimum/maximum.
 *
 * @param image - intensities, noise and all
 * @param labels - on the grid of the image
 * @param label - the object's value in `labels`
 * @returns the measures; `undefined` for an object without voxels on the grid of 0.5 mm
 * @see van Griethuysen et al. 2017, doi:10.1158/0008-5472.CAN-17-0339
 * @since 0.1.0
 */
export async function measureObject(
  image: Volume<VoxelArray>,
  labels: LabelMap,
  label: number,
): Promise<ObjectMeasures | undefined> {
  const box = boxAround(labels, label);
  if (box === undefined) return undefined;
  const cut = crop(labels, box);
  const grid = gridOfMeasurement(cut);
  const mask = await resampleLabels(onlyLabel(cut, label), grid);
  const fine = await resample(crop(image, box), grid);
  return mask.data.includes(1) ? measureOnGrid(fine, mask) : undefined;
}

/** {@link measureObject} on the grid of the image as it is, of the voxels where `mask` is 1. @internal */
export function measureOnGrid(image: Volume<VoxelArray>, mask: LabelMap): ObjectMeasures {
  const inside = Array.from(image.data).filter((_, v) => mask.data[v] !== 0);
  const region = regionStatistics({ labels: mask, count: 1 })[0] as RegionStatistics;
  const [major, minor, least] = region.principalVariancesMm2;
  return {
    radiusMm: Math.cbrt((3 * region.volumeMm3) / (4 * Math.PI)),
    ...depths(inside),
    elongation: Math.sqrt(minor / major),
    flatness: Math.sqrt(least / major),
    majorAxisMm: major === 0 ? Number.NaN : 4 * Math.sqrt(major),
    maximumDiameterMm: major === 0 ? Number.NaN : maximumDiameterMm(mask),
  };
}

/** NaN for a single voxel. */
function depths(intensities: readonly number[]): { readonly depth: number; readonly fullDepth: number } {
  const sorted = [...intensities].sort((a, b) => a - b);
  if (sorted.length < 2) return { depth: Number.NaN, fullDepth: Number.NaN };
  return {
    depth: 1 - quantileOfSorted(sorted, 0.1) / quantileOfSorted(sorted, 0.9),
    fullDepth: 1 - (sorted[0] as number) / (sorted[sorted.length - 1] as number),
  };
}

/** Between the two nearest of the ascending values: numpy's default. @internal */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const at = probability * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return low + (high - low) * (at - Math.floor(at));
}

function onlyLabel(labels: LabelMap, label: number): LabelMap {
  return { ...labels, data: labels.data.map((value) => (value === label ? 1 : 0)) };
}

/** Two voxels more than the object on each side, so that its surface is inside. */
function boxAround({ data, shape }: LabelMap, label: number): Box | undefined {
  const [ni, nj] = shape;
  const from = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const to = [-1, -1, -1];
  for (let v = data.indexOf(label); v !== -1; v = data.indexOf(label, v + 1)) {
    for (const [axis, n] of [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))].entries()) {
      from[axis] = Math.min(from[axis] as number, n);
      to[axis] = Math.max(to[axis] as number, n);
    }
  }
  if (to[0] === -1) return undefined;
  const first = (axis: 0 | 1 | 2): number => Math.max(0, (from[axis] as number) - 2);
  const end = (axis: 0 | 1 | 2): number => Math.min(shape[axis], (to[axis] as number) + 3);
  return { from: [first(0), first(1), first(2)], to: [end(0), end(1), end(2)] };
}

/** From the first voxel's centre on, as nilearn lays it: `ceil((n − 1) · spacing / 0.5) + 1` voxels. */
function gridOfMeasurement({ shape, affine }: Grid): Grid {
  const mm = spacing(affine);
  const scale = mm.map((length) => GRID_MM / length);
  const count = (axis: 0 | 1 | 2): number => Math.ceil(((shape[axis] - 1) * mm[axis]) / GRID_MM - 1e-6) + 1;
  const fine: Shape = [count(0), count(1), count(2)];
  const column = (row: 0 | 1 | 2, axis: 0 | 1 | 2): number =>
    (affine[4 * row + axis] as number) * (scale[axis] as number);
  const origin: VoxelIndex = [0, 0, 0];
  const [x, y, z] = voxelToWorld(affine, origin);
  const rows = ([0, 1, 2] as const).flatMap((row) => [
    column(row, 0),
    column(row, 1),
    column(row, 2),
    [x, y, z][row] as number,
  ]);
  return { shape: fine, affine: [...rows, 0, 0, 0, 1] as unknown as Affine };
}
