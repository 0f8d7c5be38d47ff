import {
  CmbError,
  type Connectivity,
  type Shape,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelCount,
} from "@cmb/core";
import { assertOneOf } from "../assert-one-of.js";
import { neighbourOffsets } from "./neighbour-offsets.js";
import { boxAround, clippedBox, forEachVoxelOfBox, type VoxelBox } from "./voxel-box.js";

/** How a region grows, but for the tolerance. @since 0.1.0 */
export interface GrowthRule {
  /** Which neighbours of a voxel are tested. */
  readonly connectivity: Connectivity;
  /**
   * What a neighbour is compared with: `"point"`, the voxel that it is a neighbour of; `"average"`, the mean of the
   * seeds; `"runningAverage"`, the mean of the region so far.
   */
  readonly reference: "point" | "average" | "runningAverage";
  /** `"normal"`: |I − R|; `"relative"`: |(I − R) / R|, where R = 0 counts as 0.00001. */
  readonly difference: "normal" | "relative";
  /** The growth stops as soon as the region has more voxels than this; no limit unless given. */
  readonly maximumVoxels?: number | undefined;
  /** Only voxels nearer than this to the mean of the seeds, in voxels of any axis alike; no limit unless given. */
  readonly maximumDistanceVoxels?: number | undefined;
}

/** One growth. */
export interface Growth {
  readonly sizeVoxels: number;
  readonly exceeded: boolean;
  /** The smallest difference that was too large. A run with any tolerance below it, and not below this one's, is the same. */
  readonly leastRejected: number;
}

/** Grows regions from the same seeds with one tolerance after another. */
export interface RegionGrower {
  readonly grow: (tolerance: number) => Growth;
  /** The voxels of the last growth, by their place in memory, in the order in which they were taken. */
  readonly voxels: () => Uint32Array;
}

/** What no neighbour is ever tested at: the rim of the block, and what is too far away. */
const BARRED = 0xffffffff;
const ZERO_REFERENCE = 1e-5;

/**
 * Prepares growths: the block that the limits allow, with a barred rim, so that a growth looks at no coordinates.
 *
 * @throws CmbError `INVALID_ARGUMENT` and `OUT_OF_RANGE` as `growRegion` says
 */
export function createRegionGrower(
  volume: Volume<VoxelArray>,
  seeds: readonly VoxelIndex[],
  rule: GrowthRule,
): RegionGrower {
  const offsets = neighbourOffsets("growRegion", rule.connectivity);
  assertOneOf("growRegion", { name: "reference", value: rule.reference }, ["point", "average", "runningAverage"]);
  assertOneOf("growRegion", { name: "difference", value: rule.difference }, ["normal", "relative"]);
  assertSeeds(volume.shape, seeds);
  const centre = meanOf(seeds);
  const inner = growthBox(volume.shape, seeds, { centre, reach: rule.maximumDistanceVoxels });
  const box = boxAround(inner.first, lastOf(inner), 1);
  const block = loadBlock(volume, box, { centre, reach: rule.maximumDistanceVoxels ?? Number.POSITIVE_INFINITY });
  const [bi, bj] = box.shape;
  const placeOf = (voxel: VoxelIndex): number =>
    voxel[0] - box.first[0] + bi * (voxel[1] - box.first[1] + bj * (voxel[2] - box.first[2]));
  const queue = new Uint32Array(voxelCount(box.shape));
  const seedPlaces = [...new Set(seeds.map(placeOf))];
  queue.set(seedPlaces);
  const run: Run = {
    ...block,
    queue,
    seeds: seedPlaces.length,
    steps: Int32Array.from(offsets, ([i, j, k]) => i + bi * (j + bj * k)),
    rule,
  };
  let generation = 0;
  let size = 0;
  return {
    grow: (tolerance) => {
      const growth = growOnce(run, tolerance, ++generation);
      size = growth.sizeVoxels;
      return growth;
    },
    voxels: () => queue.slice(0, size).map((place) => block.places[place] as number),
  };
}

function assertSeeds(shape: Shape, seeds: readonly VoxelIndex[]): void {
  if (seeds.length === 0) {
    throw new CmbError("INVALID_ARGUMENT", "growRegion: there is no seed; give at least one", {
      name: "seeds",
      value: seeds,
    });
  }
  for (const [n, seed] of seeds.entries()) {
    if (seed.every((index, axis) => Number.isInteger(index) && index >= 0 && index < (shape[axis] ?? 0))) continue;
    const message = `growRegion: seed ${n} is [${seed}] and the grid has ${shape.join("×")} voxels; give whole indices on the grid`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: `seeds[${n}]`, value: seed });
  }
}

function meanOf(seeds: readonly VoxelIndex[]): VoxelIndex {
  const mean = (axis: 0 | 1 | 2): number => seeds.reduce((sum, seed) => sum + seed[axis], 0) / seeds.length;
  return [mean(0), mean(1), mean(2)];
}

function lastOf({ first, shape }: VoxelBox): VoxelIndex {
  return [first[0] + shape[0] - 1, first[1] + shape[1] - 1, first[2] + shape[2] - 1];
}

/** All that may be reached, and the seeds, which may lie further away than that. */
function growthBox(
  shape: Shape,
  seeds: readonly VoxelIndex[],
  { centre, reach = Number.POSITIVE_INFINITY }: { readonly centre: VoxelIndex; readonly reach: number | undefined },
): VoxelBox {
  const bound = (axis: 0 | 1 | 2, sign: -1 | 1): number => {
    const limit = sign === 1 ? shape[axis] - 1 : 0;
    const wanted = Math.floor(centre[axis] + sign * reach) + (sign === 1 ? 1 : 0);
    const inside = sign === 1 ? Math.min(limit, wanted) : Math.max(limit, wanted);
    return seeds.reduce((most, seed) => (sign === 1 ? Math.max(most, seed[axis]) : Math.min(most, seed[axis])), inside);
  };
  const first: VoxelIndex = [bound(0, -1), bound(1, -1), bound(2, -1)];
  const last: VoxelIndex = [bound(0, 1), bound(1, 1), bound(2, 1)];
  return clippedBox(boxAround(first, last, 0), shape);
}

interface Block {
  readonly intensities: Float64Array;
  /** The growth that last tested a voxel, or {@link BARRED}. */
  readonly tested: Uint32Array;
  /** Where in the volume each voxel of the block lies. */
  readonly places: Uint32Array;
}

function loadBlock(
  { data, shape }: Volume<VoxelArray>,
  box: VoxelBox,
  { centre, reach }: { readonly centre: VoxelIndex; readonly reach: number },
): Block {
  const length = voxelCount(box.shape);
  const [bi, bj, bk] = box.shape;
  const intensities = new Float64Array(length);
  const tested = new Uint32Array(length).fill(BARRED);
  const places = new Uint32Array(length);
  const onRim = (index: number, n: number): boolean => index === 0 || index === n - 1;
  forEachVoxelOfBox(box, shape, (inBox, inGrid) => {
    const [i, j, k] = [inBox % bi, Math.floor(inBox / bi) % bj, Math.floor(inBox / (bi * bj))] as const;
    places[inBox] = inGrid;
    intensities[inBox] = data[inGrid] as number;
    if (onRim(i, bi) || onRim(j, bj) || onRim(k, bk)) return;
    const [di, dj, dk] = [i + box.first[0] - centre[0], j + box.first[1] - centre[1], k + box.first[2] - centre[2]];
    if (Math.sqrt(di * di + dj * dj + dk * dk) < reach) tested[inBox] = 0;
  });
  return { intensities, tested, places };
}

interface Run extends Block {
  readonly queue: Uint32Array;
  readonly seeds: number;
  readonly steps: Int32Array;
  readonly rule: GrowthRule;
}

// kernel: first in, first out over the block; thousands of growths from one seed run through here
function growOnce(run: Run, tolerance: number, generation: number): Growth {
  const { intensities, tested, queue, steps, seeds, rule } = run;
  const maximum = rule.maximumVoxels ?? Number.POSITIVE_INFINITY;
  const relative = rule.difference === "relative";
  const { reference } = rule;
  let sum = 0;
  for (let n = 0; n < seeds; n++) {
    const seed = queue[n] as number;
    sum += intensities[seed] as number;
    if (tested[seed] !== BARRED) tested[seed] = generation;
  }
  const seedMean = sum / seeds;
  let size = seeds;
  let leastRejected = Number.POSITIVE_INFINITY;
  for (let head = 0; head < size && size <= maximum; head++) {
    const parent = queue[head] as number;
    const parentIntensity = intensities[parent] as number;
    for (let n = 0; n < steps.length; n++) {
      const place = parent + (steps[n] as number);
      if ((tested[place] as number) >= generation) continue;
      tested[place] = generation;
      const intensity = intensities[place] as number;
      const level = reference === "point" ? parentIntensity : reference === "average" ? seedMean : sum / size;
      let difference = Math.abs(intensity - level);
      if (relative) difference = Math.abs((intensity - level) / (level === 0 ? ZERO_REFERENCE : level));
      if (difference <= tolerance) {
        queue[size++] = place;
        sum += intensity;
        if (size > maximum) return { sizeVoxels: size, exceeded: true, leastRejected };
      } else if (difference < leastRejected) leastRejected = difference;
    }
  }
  return { sizeVoxels: size, exceeded: size > maximum, leastRejected };
}
