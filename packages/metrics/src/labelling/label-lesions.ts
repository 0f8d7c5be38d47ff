import {
  CmbError,
  connectedComponents,
  type LabelMap,
  type RegionStatistics,
  regionStatistics,
  spacing,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import type { Lesion } from "../evaluation-case.js";
import { type Foreground, type LabellingRule, voxelWeight } from "./labelling-rule.js";
import { lesionShape } from "./lesion-shape.js";

/** The lesions of one image. `lesions[n]` has label n + 1. @since 0.1.0 */
export interface LabelledLesions {
  readonly labels: LabelMap;
  readonly lesions: readonly Lesion[];
  /** Linear indices of all lesion voxels, ascending. */
  readonly voxels: Uint32Array;
}

/**
 * The connected objects of a mask or probability image as lesions.
 *
 * Numbered by the first voxel met when i runs slowest and k fastest, as `scipy.ndimage.label` numbers an array that
 * nibabel read; ties in matching rules follow this order. `score` is the largest voxel value, `weight` the mean value with
 * values above 1 taken as 1, so that instance labels and 0/255 masks weigh 1; `features` are those of {@link lesionShape}.
 *
 * @param image - mask, probabilities or instance labels treated as one mask
 * @param rule - threshold and connectivity; no defaults
 * @returns labels on the same grid and one lesion for each
 * @throws CmbError `OUT_OF_RANGE` when the threshold is not a number
 * @since 0.1.0
 */
export function labelLesions(image: Volume<VoxelArray>, rule: LabellingRule): LabelledLesions {
  const { threshold } = rule.foreground;
  if (Number.isNaN(threshold)) {
    const message = "labelLesions: the threshold is NaN; give the value that parts foreground from background";
    throw new CmbError("OUT_OF_RANGE", message, { name: "threshold", value: threshold });
  }
  const mask = foregroundMask(image.data, rule.foreground);
  const found = connectedComponents({ data: mask, shape: image.shape, affine: image.affine }, rule);
  return describeLabels(found.labels, found.count, image);
}

/**
 * The lesions of an instance image: every label other than 0 is one lesion, connected or not.
 *
 * Numbered as {@link labelLesions} numbers them, whatever the labels were. `score` and `weight` are 1.
 *
 * @param instances - whole numbers, 0 for background
 * @returns labels 1…n on the same grid and one lesion for each
 * @throws CmbError `OUT_OF_RANGE` when a value is negative or not whole
 * @since 0.1.0
 */
export function lesionsFromInstances(instances: Volume<VoxelArray>): LabelledLesions {
  const { data, shape, affine } = instances;
  const names = new Map<number, number>([[0, 0]]);
  const labels = new Uint32Array(data.length);
  for (let v = 0; v < labels.length; v++) {
    const value = data[v] as number;
    if (!(Number.isSafeInteger(value) && value >= 0)) {
      const message = `lesionsFromInstances: voxel ${v} is ${value}; instance labels are whole numbers from 0`;
      throw new CmbError("OUT_OF_RANGE", message, { name: "label", value, minimum: 0 });
    }
    const label = names.get(value) ?? names.size;
    names.set(value, label);
    labels[v] = label;
  }
  const ones = { data: labels.map((label) => (label === 0 ? 0 : 1)), shape, affine };
  return describeLabels({ data: labels, shape, affine }, names.size - 1, ones);
}

/** 1 where a value is foreground. The side of the threshold is chosen outside of the loop: it runs over every voxel. */
function foregroundMask(data: VoxelArray, { threshold, includes }: Foreground): Uint8Array {
  const mask = new Uint8Array(data.length);
  if (includes === "from") {
    for (let v = 0; v < mask.length; v++) if ((data[v] as number) >= threshold) mask[v] = 1;
  } else {
    for (let v = 0; v < mask.length; v++) if ((data[v] as number) > threshold) mask[v] = 1;
  }
  return mask;
}

/** Takes the labels over: renumbers them in place. */
function describeLabels(labels: LabelMap, count: number, values: Volume<VoxelArray>): LabelledLesions {
  const voxels = lesionVoxels(labels.data);
  renumber(labels, count, voxels);
  const { peaks, sums } = valuesOf(values.data, labels.data, { count, voxels });
  const spacingMm = spacing(labels.affine);
  const lesions = regionStatistics({ labels, count }).map((region) => ({
    ...toLesion(region, peaks[region.label] as number, sums[region.label] as number),
    features: { ...lesionShape(region, spacingMm) },
  }));
  return { labels, lesions, voxels };
}

function lesionVoxels(data: Uint32Array): Uint32Array {
  const voxels: number[] = [];
  for (let v = 0; v < data.length; v++) if (data[v] !== 0) voxels.push(v);
  return Uint32Array.from(voxels);
}

function toLesion(region: RegionStatistics, peak: number, sum: number): Lesion {
  return {
    centreVoxel: region.centroidVoxel,
    centreMm: region.centroidMm,
    sizeVoxels: region.sizeVoxels,
    score: peak,
    weight: sum / region.sizeVoxels,
  };
}

function valuesOf(
  data: VoxelArray,
  labels: Uint32Array,
  { count, voxels }: { readonly count: number; readonly voxels: Uint32Array },
): { peaks: Float64Array; sums: Float64Array } {
  const peaks = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(count + 1);
  for (const v of voxels) {
    const label = labels[v] as number;
    const value = data[v] as number;
    if (value > (peaks[label] as number)) peaks[label] = value;
    sums[label] = (sums[label] as number) + voxelWeight(value);
  }
  return { peaks, sums };
}

/** Puts labels into the order of first voxels with i slowest; the components come with i fastest. */
function renumber({ data, shape: [ni, nj, nk] }: LabelMap, count: number, voxels: Uint32Array): void {
  const first = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  for (const v of voxels) {
    const label = data[v] as number;
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    first[label] = Math.min(first[label] as number, k + nk * (j + nj * i));
  }
  const order = Array.from({ length: count }, (_, n) => n + 1).sort(
    (a, b) => (first[a] as number) - (first[b] as number),
  );
  const renamed = new Uint32Array(count + 1);
  for (const [n, label] of order.entries()) renamed[label] = n + 1;
  for (const v of voxels) data[v] = renamed[data[v] as number] as number;
}
