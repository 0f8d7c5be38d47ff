import {
  CmbError,
  createRng,
  type LongTask,
  type Rng,
  reorient,
  type Shape,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
  voxelToWorld,
  worldToVoxel,
} from "@cmb/core";
import { crop, downsample } from "@cmb/preprocess";
import { BRAIN_TISSUES } from "../anatomy/brain-tissues.js";
import type { Tissue } from "../anatomy/tissue.js";
import { controlShape, drawControlField, fieldRow } from "./control-field.js";
import { cutEnds } from "./cut-ends.js";
import { drawRegionParameters } from "./draw-region-parameters.js";
import { drawIntensities, type LabelIntensities, type LabelTable, tabulateLabels, tissuesOf } from "./label-classes.js";
import { LEFT_RIGHT_LABELS } from "./left-right-labels.js";
import { lowResolution } from "./low-resolution.js";
import { createNormals } from "./normal-table.js";
import { type RegionMap, regionMap } from "./region-map.js";
import type { RegionSample, SynthesizeRegionsOptions } from "./region-options.js";
import { warpRegions } from "./warp-regions.js";

/**
 * An image of any contrast from a map of labels, to train networks that must not depend on contrast.
 *
 * The labels are turned, stretched, sheared and bent. Half of the samples, unless asked otherwise, take a Gaussian of random
 * mean and deviation for each class, as SynthSeg does; the others the signals of their tissues in a random T2*-weighted
 * gradient echo. Then follow a bias field, gamma, blur and resampling as in thick or low-resolution slices, and noise. Some
 * samples lose what lies around the brain, or the bottom or top of the head.
 *
 * Labels are read by the nearest voxel; means are averaged over blocks where the result is coarser, and read linearly, so
 * that edges have partial volume. What differs from SynthSeg: bending is a cubic B-spline and not a diffeomorphism; the
 * physics half, noise, stripping and cutting are ours. There is no lesion in it: see `synthesizePatch` for those.
 *
 * @param labels - whole numbers, any orientation; 0 is the background
 * @param options - see {@link SynthesizeRegionsOptions}
 * @returns image, labels and what was drawn. Voxels are cubes along the axes of the labels in the order RAS
 * @throws CmbError `EMPTY_VOLUME` when all labels are 0, `OUT_OF_RANGE` for labels that are not whole numbers from 0 to
 * 65535 and for options beyond their limits, `INVALID_ARGUMENT` when the physics is asked for and a label has no tissue;
 * the signal's reason when aborted
 * @example
 * ```ts
 * import { createVolume } from "@cmb/core";
 * import { synthesizeRegions } from "@cmb/synth";
 * const data = Uint8Array.from({ length: 32 ** 3 }, (_, v) => (v % 32 < 16 ? 2 : 41));
 * const labels = createVolume(data, [32, 32, 32], [2, 0, 0, -32, 0, 2, 0, -32, 0, 0, 2, -32, 0, 0, 0, 1]);
 * const sample = await synthesizeRegions(labels, { seed: 1, index: 5, shape: [24, 24, 24], spacingMm: 2 });
 * sample.image.shape; // => [24, 24, 24]
 * ```
 * @see Billot et al. 2023, SynthSeg, doi:10.1016/j.media.2023.102789
 * @since 0.1.0
 */
export async function synthesizeRegions<D extends VoxelArray>(
  labels: Volume<D>,
  options: SynthesizeRegionsOptions = {},
): Promise<RegionSample<D>> {
  const rng = createRng(options.seed ?? 0, "regions", options.index ?? 0);
  const table = tabulateLabels(labels);
  const tissues = tissuesOf(table, options);
  // The middle of the box is that of the head, and what lies around it costs nothing.
  const head = reorient(crop(labels, table.box), "RAS");
  const { shape, spacingMm } = sampleGrid(head, options);
  const pairs = options.leftRight ?? LEFT_RIGHT_LABELS;
  const hasTissues = tissues.every((tissue) => tissue !== undefined);
  assertTissues(hasTissues, options);
  const parameters = drawRegionParameters(rng.at("draw"), options, {
    spacingMm,
    hasTissues,
    canFlip: pairs.length > 0,
  });
  const task = startLongTask(STAGES * shape[2], options);
  const intensities = drawIntensities(rng.at("intensities"), table, { options, parameters, tissues });
  const kept = parameters.stripped ? table.labels.map((_, n) => isBrain(tissues[n])) : table.labels.map(() => true);
  const map = regionMap(rng.at("map"), head, { shape, spacingMm, parameters });
  const warped = await warp(head, map, { table, intensities, kept, spacingMm, task });
  if (parameters.flipped) exchange(warped.labels, pairs);
  const out = { data: warped.labels, shape, affine: map.grid.affine };
  const background = intensities.means[0] as number;
  cutEnds({ labels: out, image: warped.means, background }, parameters.cropped);
  addTexture(rng.at("texture"), warped, { table, intensities, kept });
  await task.advance("contrast", 2 * shape[2]);
  const image = { data: warped.means, shape, affine: map.grid.affine };
  multiplyBias(rng.at("bias"), image, parameters.bias);
  normalise(image.data, parameters.gamma);
  await task.advance("resolution", 3 * shape[2]);
  const blurred = lowResolution(rng.at("blur"), image, { resolutionMm: parameters.resolutionMm, spacingMm });
  addNoise(rng.at("noise"), blurred.data, parameters.noise);
  await task.advance("resolution", STAGES * shape[2]);
  return { image: blurred, labels: out, parameters };
}

const STAGES = 4;

function assertTissues(hasTissues: boolean, { physicsShare = 0 }: SynthesizeRegionsOptions): void {
  if (hasTissues || physicsShare === 0) return;
  const message = "synthesizeRegions: physicsShare is above 0 and some labels have no tissue; give their tissues, or 0";
  throw new CmbError("INVALID_ARGUMENT", message, { name: "physicsShare", value: physicsShare });
}

/** Voxels of a sample over those that its labels fill, unless a shape is given: stretched heads take a fifth more. */
const ROOM = 1.2;

function sampleGrid(
  labels: Volume<VoxelArray>,
  options: SynthesizeRegionsOptions,
): { readonly shape: Shape; readonly spacingMm: number } {
  const sides = spacing(labels.affine);
  const spacingMm = options.spacingMm ?? Math.min(...sides);
  if (!(spacingMm >= 0.1 && spacingMm <= 20)) {
    const message = `synthesizeRegions: spacingMm is ${spacingMm}; give 0.1 to 20`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "spacingMm", value: spacingMm, minimum: 0.1, maximum: 20 });
  }
  const whole = labels.shape.map((n, axis) =>
    Math.max(1, Math.round((ROOM * n * (sides[axis] as number)) / spacingMm)),
  );
  const shape = options.shape ?? (whole as unknown as Shape);
  for (const n of shape) {
    if (Number.isInteger(n) && n >= 1 && n <= 1024) continue;
    const message = `synthesizeRegions: shape is ${shape.join("×")}; give whole numbers from 1 to 1024`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "shape", value: n, minimum: 1, maximum: 1024 });
  }
  return { shape, spacingMm };
}

/** What skull stripping leaves. A label that is no tissue stays. */
const LEFT: readonly Tissue[] = [
  ...BRAIN_TISSUES,
  ...(["csf", "venousBlood", "choroidPlexus", "pineal", "falx", "tentorium"] as const),
];

function isBrain(tissue: Tissue | undefined): boolean {
  return tissue === undefined || LEFT.includes(tissue);
}

interface WarpOptions {
  readonly table: LabelTable;
  readonly intensities: LabelIntensities;
  readonly kept: readonly boolean[];
  readonly spacingMm: number;
  readonly task: LongTask;
}

async function warp<D extends VoxelArray>(
  labels: Volume<D>,
  map: RegionMap,
  { table, intensities, kept, spacingMm, task }: WarpOptions,
): Promise<{ readonly labels: D; readonly means: Float32Array }> {
  const outside = intensities.means[0] as number;
  const byLabel = Float32Array.from(table.labels, (_, n) =>
    kept[n] === true ? (intensities.means[n] as number) : outside,
  );
  const painted = new Float32Array(labels.data.length);
  for (let v = 0; v < painted.length; v++) {
    painted[v] = byLabel[table.indexOf[labels.data[v] as number] as number] as number;
  }
  const fine = { data: painted, shape: labels.shape, affine: labels.affine };
  // Means over blocks are what partial volume is; without them a coarse sample would alias.
  const means = spacingMm >= 1.5 * Math.min(...spacing(labels.affine)) ? downsample(fine, { spacingMm }) : fine;
  const meansFirst = worldToVoxel(labels.affine, voxelToWorld(means.affine, [0, 0, 0]));
  const [coarse, native] = [spacing(means.affine), spacing(labels.affine)];
  const meansStep = [coarse[0] / native[0], coarse[1] / native[1], coarse[2] / native[2]] as const;
  const { shape } = map.grid;
  const voxels = shape[0] * shape[1] * shape[2];
  const out = { labels: emptyLike(labels.data, voxels), means: new Float32Array(voxels) };
  const place = { shape, toLabels: map.toLabels, elastic: map.elastic, meansStep, meansFirst };
  for (let k = 0; k < shape[2]; k += SLAB) {
    await task.advance("labels", k);
    const slices = [k, Math.min(shape[2], k + SLAB)] as const;
    warpRegions({ labels, means, outside }, place, { out, slices });
  }
  return out;
}

const SLAB = 16;

/** An array of the same type, filled with 0. */
function emptyLike<D extends VoxelArray>(data: D, length: number): D {
  const Type = data.constructor as new (length: number) => D;
  return new Type(length);
}

function exchange(labels: VoxelArray, pairs: readonly (readonly [number, number])[]): void {
  const other = new Map(
    pairs.flatMap(
      ([left, right]) =>
        [
          [left, right],
          [right, left],
        ] as const,
    ),
  );
  const largest = Math.max(0, ...other.keys());
  const table = Float64Array.from({ length: largest + 1 }, (_, label) => other.get(label) ?? label);
  for (let v = 0; v < labels.length; v++) {
    const label = labels[v] as number;
    if (label <= largest) labels[v] = table[label] as number;
  }
}

interface TextureOptions {
  readonly table: LabelTable;
  readonly intensities: LabelIntensities;
  readonly kept: readonly boolean[];
}

/** Adds the spread of each class to the means, and takes labels of what was stripped away. */
function addTexture(
  rng: Rng,
  { labels, means }: { readonly labels: VoxelArray; readonly means: Float32Array },
  { table, intensities, kept }: TextureOptions,
): void {
  const normal = createNormals(rng);
  const deviations = Float64Array.from(intensities.deviations, (deviation, n) =>
    kept[n] === true ? deviation : (intensities.deviations[0] as number),
  );
  for (let v = 0; v < means.length; v++) {
    const n = table.indexOf[labels[v] as number] as number;
    const value = (means[v] as number) + (deviations[n] as number) * normal();
    means[v] = Math.min(MOST_INTENSITY, Math.max(0, value));
    if (kept[n] !== true) labels[v] = 0;
  }
}

/** SynthSeg clips here before it scales to 0 to 1. */
const MOST_INTENSITY = 300;
/** Control points of the bias field over voxels along an axis, as in SynthSeg. */
const BIAS_SHARE = 0.025;

function multiplyBias(rng: Rng, { data, shape }: Volume, deviation: number): void {
  if (deviation === 0) return;
  const field = drawControlField(rng, controlShape(shape, BIAS_SHARE), deviation);
  const [ni, nj, nk] = shape;
  const out = new Float32Array(ni);
  for (let k = 0, v = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      fieldRow(field, shape, { j, k, out });
      for (let i = 0; i < ni; i++, v++) data[v] = (data[v] as number) * Math.exp(out[i] as number);
    }
  }
}

/** To 0 to 1, and there to the power of gamma, by a table. */
function normalise(data: Float32Array, gamma: number): void {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const value of data) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = most > least ? (POWERS - 1) / (most - least) : 0;
  const table = Float64Array.from({ length: POWERS + 1 }, (_, n) => (n / (POWERS - 1)) ** gamma);
  for (let v = 0; v < data.length; v++) {
    const at = ((data[v] as number) - least) * scale;
    const n = Math.floor(at);
    const low = table[n] as number;
    data[v] = low + (at - n) * ((table[n + 1] as number) - low);
  }
}

const POWERS = 4096;

function addNoise(rng: Rng, data: Float32Array, deviation: number): void {
  const normal = createNormals(rng);
  for (let v = 0; v < data.length; v++) {
    const value = deviation === 0 ? (data[v] as number) : (data[v] as number) + deviation * normal();
    data[v] = Math.min(1, Math.max(0, value));
  }
}
