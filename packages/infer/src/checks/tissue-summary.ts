import {
  type LongTaskOptions,
  type Mask,
  type RegionStatistics,
  regionStatistics,
  spacing,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import {
  type BrainMask,
  brainMask,
  dilate,
  distanceTransform,
  downsample,
  erode,
  localBackground,
} from "@cmb/preprocess";
import { valueAt } from "./image-summary.js";

/** What the brain looks like, or what was taken for one. */
export interface TissueSummary {
  readonly kind: BrainMask["kind"];
  readonly volumeMl: number;
  /** From the first to the last voxel of the brain along i, j and k. */
  readonly extentMm: readonly [number, number, number];
  /** Faces of the grid that cut the brain, 0 to 6. */
  readonly cutFaces: number;
  /** Brightness over the brightness around, in the brain without its rim, ascending; empty without such voxels. */
  readonly relative: Float64Array;
  /** What lies near the middle of the brain, is wide and at most a third as bright as the tissue around. */
  readonly suppressed: {
    readonly volumeMl: number;
    /** Of its centroid from the brain's, to the right. */
    readonly rightwardMm: number;
  };
}

const GRID_MM = 2;
/** Keeps scalp, skull and the partial volume of the brain's edge out. */
const RIM_MM = 5;
/** As wide as the bias field is smooth, wider than ventricles. */
const WINDOW_SIGMA_MM = 15;
/** As deep as ventricles lie and air-filled bone does not. */
const DEEP_MM = 15;
/** Around the brain's centroid, where the ventricles are; the skull, should the mask hold some, is further out. */
const CENTRAL_MM = 35;
/** Suppressed fluid is at 0.1 to 0.25 of tissue; iron-rich nuclei and fluid in GRE and SWI are above 0.4. */
const SUPPRESSED_LEVEL = 0.35;
/** An opening by this takes away vessels. */
const OPENING_RADIUS_MM = 1.1;

/** The brain on a 2 mm grid, by `brainMask`, and how bright it is. */
export async function summariseTissue(volume: Volume<VoxelArray>, options: LongTaskOptions): Promise<TissueSummary> {
  const coarse = downsample(volume, { spacingMm: GRID_MM });
  const { mask, interior, kind } = await brainMask(coarse, { edgeMm: RIM_MM, ...options });
  const region = regionOf(mask);
  const extents = extentsOf(region, coarse);
  if (!interior.data.includes(1)) {
    return { kind, ...extents, relative: new Float64Array(0), suppressed: { volumeMl: 0, rightwardMm: Number.NaN } };
  }
  const around = localBackground(coarse, interior, { sigmaMm: WINDOW_SIGMA_MM }).mean.data;
  const relative = coarse.data.map((value, v) => value / (around[v] as number));
  const inside = Float64Array.from(relative.filter((_, v) => interior.data[v] === 1)).sort();
  return { kind, ...extents, relative: inside, suppressed: suppressedOf({ ...coarse, data: relative }, mask, region) };
}

/** The share of the brain without its rim that is brighter than a multiple of what is around. */
export function shareAbove({ relative }: TissueSummary, multiple: number): number {
  return relative.reduce((n, value) => n + (value > multiple ? 1 : 0), 0) / Math.max(1, relative.length);
}

/** 1 for tissue of one brightness; NaN where there is none. */
export function quartileRatio({ relative }: TissueSummary): number {
  return valueAt(relative, 0.75) / valueAt(relative, 0.25);
}

function regionOf(mask: Mask): RegionStatistics | undefined {
  return regionStatistics({ labels: { ...mask, data: new Uint32Array(mask.data) }, count: 1 })[0];
}

function extentsOf(
  region: RegionStatistics | undefined,
  { shape, affine }: Volume,
): Pick<TissueSummary, "volumeMl" | "extentMm" | "cutFaces"> {
  if (region === undefined || region.sizeVoxels === 0) return { volumeMl: 0, extentMm: [0, 0, 0], cutFaces: 0 };
  const { first, last } = region.boundingBox;
  const spacingMm = spacing(affine);
  const extent = (axis: 0 | 1 | 2): number => (last[axis] - first[axis] + 1) * spacingMm[axis];
  const faces = [0, 1, 2].map((axis) => Number(first[axis] === 0) + Number(last[axis] === (shape[axis] ?? 0) - 1));
  return {
    volumeMl: region.volumeMm3 / 1000,
    extentMm: [extent(0), extent(1), extent(2)],
    cutFaces: faces.reduce((sum, n) => sum + n, 0),
  };
}

function suppressedOf(relative: Volume, mask: Mask, brain: RegionStatistics | undefined): TissueSummary["suppressed"] {
  const depth = distanceTransform(mask).data;
  const dark = new Uint8Array(depth.length);
  const [ni, nj] = mask.shape;
  const spacingMm = spacing(mask.affine);
  const [ci, cj, ck] = brain?.centroidVoxel ?? [0, 0, 0];
  for (let v = 0; v < dark.length; v++) {
    if (!((depth[v] as number) > DEEP_MM && (relative.data[v] as number) < SUPPRESSED_LEVEL)) continue;
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const distance = Math.hypot((i - ci) * spacingMm[0], (j - cj) * spacingMm[1], (k - ck) * spacingMm[2]);
    dark[v] = distance <= CENTRAL_MM ? 1 : 0;
  }
  const opened = dilate(erode({ ...mask, data: dark }, { radiusMm: OPENING_RADIUS_MM }), {
    radiusMm: OPENING_RADIUS_MM,
  });
  const region = regionOf(opened);
  return {
    volumeMl: (region?.volumeMm3 ?? 0) / 1000,
    rightwardMm: (region?.centroidMm[0] ?? Number.NaN) - (brain?.centroidMm[0] ?? Number.NaN),
  };
}
