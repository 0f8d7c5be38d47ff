import {
  CmbError,
  type LongTaskOptions,
  type Shape,
  startLongTask,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
} from "@cmb/core";
import { largestComponent } from "../largest-component.js";
import { kneedle } from "./kneedle.js";
import { createRegionGrower, type Growth, type GrowthRule } from "./region-grower.js";
import { sphericity } from "./sphericity.js";
import { boxAround, forEachVoxelOfBox, voxelAt } from "./voxel-box.js";

/** What {@link growWithAutomaticTolerance} takes. @since 0.1.0 */
export interface AutomaticToleranceOptions extends GrowthRule, LongTaskOptions {
  /** Rising; see `growthSchedule` for the published ones. */
  readonly tolerances: readonly number[] | Float64Array;
}

/** A region whose tolerance was found. @since 0.1.0 */
export interface AutomaticRegion {
  /** The largest object by face neighbours of the grown region, by place in memory, rising. */
  readonly voxels: Uint32Array;
  readonly tolerance: number;
  /** Its place among the tolerances. */
  readonly toleranceIndex: number;
  /** How the tolerance was chosen: at a knee, or, where the curve has none, the last but one that was tried. */
  readonly chosenBy: "knee" | "lastButOne";
  /** The voxels of each growth that was tried, up to the first that grew too large, that one included. */
  readonly sizesVoxels: readonly number[];
  /** Whether the chosen growth itself grew too large, so that the seed has no boundary at these tolerances. */
  readonly exceeded: boolean;
  /** See {@link sphericity}; of `voxels`. */
  readonly sphericity: number;
}

/**
 * Grows a region with one tolerance after another until it grows too large, and takes the tolerance at the knee of the
 * curve of sizes.
 *
 * The tolerances are tried as they come. Where the smallest difference that one growth refused is above the next
 * tolerance, the next growth would make the same comparisons with the same results, so its size is known without it.
 *
 * @param volume - intensities; any voxel type
 * @param seeds - voxels of the grid
 * @param options - the tolerances and the {@link GrowthRule}; `signal`, `onProgress`
 * @returns the region with how it was found
 * @throws CmbError as `growRegion`; `INVALID_ARGUMENT` when the tolerances are not rising or there are none
 * @see docs/concepts/upstream-pipeline.md, first pass
 * @since 0.1.0
 */
export async function growWithAutomaticTolerance(
  volume: Volume<VoxelArray>,
  seeds: readonly VoxelIndex[],
  options: AutomaticToleranceOptions,
): Promise<AutomaticRegion> {
  const { tolerances, signal, onProgress } = options;
  assertRising(tolerances);
  const grower = createRegionGrower(volume, seeds, options);
  const task = startLongTask(tolerances.length, { signal, onProgress });
  const sizesVoxels: number[] = [];
  let last: Growth = { sizeVoxels: 0, exceeded: false, leastRejected: Number.NEGATIVE_INFINITY };
  for (let n = 0; n < tolerances.length && !last.exceeded; n++) {
    const tolerance = tolerances[n] as number;
    if (!(tolerance < last.leastRejected)) {
      last = grower.grow(tolerance);
      await task.advance("region growing", n);
    }
    sizesVoxels.push(last.sizeVoxels);
  }
  const choice = chooseTolerance(tolerances, sizesVoxels);
  const { exceeded } = grower.grow(choice.tolerance);
  const voxels = grower.voxels();
  await task.advance("region growing", tolerances.length);
  return { ...choice, ...largestPart(voxels, volume), sizesVoxels, exceeded };
}

function assertRising(tolerances: ArrayLike<number>): void {
  const all = Array.from(tolerances);
  const broken = all.findIndex((value, n) => !(n === 0 ? Number.isFinite(value) : value > (all[n - 1] as number)));
  if (all.length > 0 && broken === -1) return;
  const what = broken === -1 ? "there are none" : `number ${broken} is ${all[broken]}`;
  const message = `growWithAutomaticTolerance: the tolerances must rise and ${what}; see growthSchedule`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "tolerances", value: all.slice(0, 8) });
}

function chooseTolerance(
  tolerances: ArrayLike<number>,
  sizes: readonly number[],
): Pick<AutomaticRegion, "tolerance" | "toleranceIndex" | "chosenBy"> {
  const tried = Array.from(tolerances).slice(0, sizes.length);
  const knee = sizes.length < 2 ? undefined : kneedle(tried, sizes);
  const toleranceIndex = knee ?? Math.max(0, sizes.length - 2);
  return {
    tolerance: tried[toleranceIndex] as number,
    toleranceIndex,
    chosenBy: knee === undefined ? "lastButOne" : "knee",
  };
}

function largestPart(
  voxels: Uint32Array,
  { shape, affine }: Volume<VoxelArray>,
): Pick<AutomaticRegion, "voxels" | "sphericity"> {
  const { first, last } = boundsOf(voxels, shape);
  const box = boxAround(first, last, 0);
  const data = new Uint8Array(box.shape[0] * box.shape[1] * box.shape[2]);
  for (const v of voxels) {
    const [i, j, k] = voxelAt(v, shape);
    data[i - first[0] + box.shape[0] * (j - first[1] + box.shape[1] * (k - first[2]))] = 1;
  }
  const part = largestComponent({ data, shape: box.shape, affine }, { connectivity: 6 });
  const kept: number[] = [];
  forEachVoxelOfBox(box, shape, (inBox, inGrid) => {
    if (part.data[inBox] === 1) kept.push(inGrid);
  });
  return { voxels: Uint32Array.from(kept), sphericity: sphericity(part) };
}

function boundsOf(voxels: Uint32Array, shape: Shape): { readonly first: VoxelIndex; readonly last: VoxelIndex } {
  const all = Array.from(voxels, (v) => voxelAt(v, shape));
  const least = (axis: 0 | 1 | 2): number =>
    all.reduce((m, voxel) => Math.min(m, voxel[axis]), Number.POSITIVE_INFINITY);
  const most = (axis: 0 | 1 | 2): number => all.reduce((m, voxel) => Math.max(m, voxel[axis]), 0);
  return { first: [least(0), least(1), least(2)], last: [most(0), most(1), most(2)] };
}
