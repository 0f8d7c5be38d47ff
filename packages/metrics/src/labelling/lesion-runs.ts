import {
  CmbError,
  type ComponentRuns,
  componentRuns,
  foregroundRuns,
  type RegionStatistics,
  regionStatistics,
  spacing,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import type { Lesion } from "../evaluation-case.js";
import { type Foreground, type LabellingRule, voxelWeight } from "./labelling-rule.js";
import { lesionShape } from "./lesion-shape.js";

/** The lesions of one image as labelled runs; `lesions[n]` has label n + 1. @internal */
export interface LesionRuns {
  readonly runs: ComponentRuns;
  readonly lesions: readonly Lesion[];
}

/**
 * The connected objects of an image as lesions, without a grid of labels. Numbering and fields are those of
 * `labelLesions`.
 *
 * @throws CmbError `OUT_OF_RANGE` when the threshold is not a number
 * @internal
 */
export function lesionRuns(image: Volume<VoxelArray>, rule: LabellingRule): LesionRuns {
  const { threshold } = rule.foreground;
  if (Number.isNaN(threshold)) {
    const message = "labelLesions: the threshold is NaN; give the value that parts foreground from background";
    throw new CmbError("OUT_OF_RANGE", message, { name: "threshold", value: threshold });
  }
  const { data, shape, affine } = image;
  const mask = holdsForeground(data, rule.foreground) ? data : foregroundMask(data, rule.foreground);
  return describeRuns(componentRuns({ data: mask, shape, affine }, rule), data);
}

/**
 * The labels of an instance image as lesions, without a second grid of labels.
 *
 * @throws CmbError `OUT_OF_RANGE` when a value is negative or not whole
 * @internal
 */
export function instanceRuns(instances: Volume<VoxelArray>): LesionRuns {
  const { data, affine } = instances;
  const { first, end, shape } = foregroundRuns(instances);
  const names = new Map<number, number>();
  const runs = { first: [] as number[], end: [] as number[], label: [] as number[] };
  for (let run = 0; run < first.length; run++) {
    const last = end[run] as number;
    for (let v = first[run] as number; v < last; ) {
      const value = data[v] as number;
      const start = v++;
      while (v < last && data[v] === value) v++;
      const label = names.get(value) ?? names.size + 1;
      if (label > names.size) assertInstance(value, start);
      names.set(value, label);
      runs.first.push(start);
      runs.end.push(v);
      runs.label.push(label);
    }
  }
  const found = {
    shape,
    affine,
    count: names.size,
    first: Uint32Array.from(runs.first),
    end: Uint32Array.from(runs.end),
    label: Uint32Array.from(runs.label),
  };
  return describeRuns(found, undefined);
}

function assertInstance(value: number, v: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  const message = `lesionsFromInstances: voxel ${v} is ${value}; instance labels are whole numbers from 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "label", value, minimum: 0 });
}

/** Whether the foreground is what is not 0, so that the data can be read as it is. */
function holdsForeground(data: VoxelArray, { threshold, includes }: Foreground): boolean {
  const isUnsigned =
    data instanceof Uint8Array ||
    data instanceof Uint8ClampedArray ||
    data instanceof Uint16Array ||
    data instanceof Uint32Array;
  return isUnsigned && (includes === "above" ? threshold >= 0 && threshold < 1 : threshold > 0 && threshold <= 1);
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

/** `values` are the image's; undefined where each voxel of a lesion counts 1. */
function describeRuns(found: ComponentRuns, values: VoxelArray | undefined): LesionRuns {
  const runs = { ...found, label: renumber(found) };
  const { peaks, sums } = values === undefined ? ones(runs) : valuesOf(values, runs);
  const spacingMm = spacing(runs.affine);
  const lesions = regionStatistics(runs).map((region) => ({
    ...toLesion(region, peaks[region.label] as number, sums[region.label] as number),
    features: { ...lesionShape(region, spacingMm) },
  }));
  return { runs, lesions };
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

interface Values {
  readonly peaks: Float64Array;
  readonly sums: Float64Array;
}

function valuesOf(data: VoxelArray, { first, end, label: labels, count }: ComponentRuns): Values {
  const peaks = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(count + 1);
  for (let run = 0; run < first.length; run++) {
    const label = labels[run] as number;
    const last = end[run] as number;
    for (let v = first[run] as number; v < last; v++) {
      const value = data[v] as number;
      if (value > (peaks[label] as number)) peaks[label] = value;
      sums[label] = (sums[label] as number) + voxelWeight(value);
    }
  }
  return { peaks, sums };
}

function ones({ first, end, label: labels, count }: ComponentRuns): Values {
  const sums = new Float64Array(count + 1);
  for (let run = 0; run < first.length; run++) {
    const label = labels[run] as number;
    sums[label] = (sums[label] as number) + (end[run] as number) - (first[run] as number);
  }
  return { peaks: new Float64Array(count + 1).fill(1), sums };
}

/** Labels in the order of first voxels with i slowest; the components come with i fastest. */
function renumber({ shape: [ni, nj, nk], first: starts, label: labels, count }: ComponentRuns): Uint32Array {
  const first = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  for (let run = 0; run < starts.length; run++) {
    const v = starts[run] as number;
    const i = v % ni;
    const row = (v - i) / ni;
    const k = Math.floor(row / nj);
    const label = labels[run] as number;
    first[label] = Math.min(first[label] as number, k + nk * (row - k * nj + nj * i));
  }
  const order = Array.from({ length: count }, (_, n) => n + 1).sort(
    (a, b) => (first[a] as number) - (first[b] as number),
  );
  const renamed = new Uint32Array(count + 1);
  for (const [n, label] of order.entries()) renamed[label] = n + 1;
  return labels.map((label) => renamed[label] as number);
}
