import { CmbError, spacing, type Volume, type VoxelArray, voxelToWorld, type WorldPoint } from "@cmb/core";
import { assertOptions, type OptionChecks } from "../definition/check-options.js";
import { wordOption } from "../definition/option.js";
import { assertScene, type Scene } from "../scene.js";
import { numberedLesions } from "./numbered-lesions.js";

/** How lesions are measured. @since 0.1.0 */
export interface MeasureLesionsOptions {
  /** Width of the ring about a lesion that it is compared with; 2 unless given. */
  readonly ringMm?: number | undefined;
  /**
   * What one lesion is: `"labels"`: all voxels of one label; `"components"`: all that touch by a face, an edge or a corner,
   * numbered from 1 in the order of the scan. Components where labels hold 0 and 1 alone, a mask, and labels else, unless
   * given.
   */
  readonly instances?: "labels" | "components" | undefined;
}

/** @internal */
export const MEASURE_CHECKS: OptionChecks<MeasureLesionsOptions> = {
  // Its limits are an error of another code.
  ringMm: { wants: "a number", accepts: (value) => typeof value === "number" },
  instances: wordOption("labels", ["labels", "components"]),
};

/** One labelled lesion of a scene. @since 0.1.0 */
export interface LesionMeasure {
  readonly label: number;
  readonly voxels: number;
  readonly volumeMm3: number;
  /** Its centre of mass. */
  readonly centreMm: WorldPoint;
  /**
   * Mean of the lesion less median of the ring, over the ring's spread: negative for a dark lesion. NaN where there is no
   * ring. Steps of brightness and contrast leave it as it is, noise and blur weaken it.
   */
  readonly contrast: number;
}

/**
 * Size and contrast of every labelled lesion.
 *
 * The ring is the voxels without a label within `ringMm` of a lesion's voxels. Its spread is 1.4826 times the median
 * absolute deviation, the standard deviation of normal noise, and at least a hundredth of the difference to the lesion, so
 * that a noiseless ring does not count as infinitely clear.
 *
 * @param scene - with labels, one for each lesion, or a mask; 0 is background
 * @param options - see {@link MeasureLesionsOptions}
 * @returns one measure for each label, in ascending order
 * @throws CmbError `INVALID_ARGUMENT` for a scene without labels or an option that is not known, `OUT_OF_RANGE` for a ring that is not positive
 * @since 0.1.0
 */
export function measureLesions(scene: Scene, options: MeasureLesionsOptions = {}): readonly LesionMeasure[] {
  assertOptions("measureLesions", MEASURE_CHECKS, options);
  const { instances } = options;
  return measureLabels({ ...scene, labels: numberedLesions(scene.labels, instances) ?? scene.labels }, options);
}

/** The same for labels that are one for each lesion. @internal */
export function measureLabels(scene: Scene, { ringMm = 2 }: MeasureLesionsOptions): readonly LesionMeasure[] {
  assertScene("measureLesions", scene);
  if (!(ringMm > 0 && ringMm < Number.POSITIVE_INFINITY)) {
    const message = `measureLesions: ringMm is ${ringMm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "ringMm", value: ringMm, minimum: 0 });
  }
  const { image, labels } = scene;
  if (labels === undefined) {
    const message =
      "measureLesions: the scene has no labels; give a label for each lesion, as connectedComponents does";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value: undefined });
  }
  const members = voxelsByLabel(labels);
  const ball = ballOffsets(spacing(image.affine), ringMm);
  return [...members.keys()]
    .sort((a, b) => a - b)
    .map((label) => measure(label, { image, labels, members: members.get(label) ?? [], ball }));
}

function voxelsByLabel({ data }: Volume<VoxelArray>): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  for (let v = 0; v < data.length; v++) {
    const label = data[v] as number;
    if (label === 0) continue;
    const known = members.get(label);
    if (known === undefined) members.set(label, [v]);
    else known.push(v);
  }
  return members;
}

type Offset = readonly [number, number, number];

function ballOffsets(mm: readonly [number, number, number], radiusMm: number): readonly Offset[] {
  const reach = mm.map((length) => Math.max(1, Math.floor(radiusMm / length)));
  const [ri = 1, rj = 1, rk = 1] = reach;
  const offsets: Offset[] = [];
  for (let k = -rk; k <= rk; k++) {
    for (let j = -rj; j <= rj; j++) {
      for (let i = -ri; i <= ri; i++) {
        // The nearest slice counts however thick it is: a lesion needs neighbours.
        const isNext = Math.abs(i) + Math.abs(j) + Math.abs(k) === 1;
        if (isNext || Math.hypot(i * mm[0], j * mm[1], k * mm[2]) <= radiusMm) offsets.push([i, j, k]);
      }
    }
  }
  return offsets;
}

interface Lesion {
  readonly image: Volume;
  readonly labels: Volume<VoxelArray>;
  readonly members: readonly number[];
  readonly ball: readonly Offset[];
}

function measure(label: number, lesion: Lesion): LesionMeasure {
  const { image, members } = lesion;
  const [ni, nj] = image.shape;
  const sums = [0, 0, 0, 0];
  for (const v of members) {
    const parts = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj)), image.data[v] as number];
    for (const [n, part] of parts.entries()) sums[n] = (sums[n] as number) + part;
  }
  const [i = 0, j = 0, k = 0, mean = 0] = sums.map((sum) => sum / members.length);
  const voxelMm3 = spacing(image.affine).reduce((volume, length) => volume * length, 1);
  return {
    label,
    voxels: members.length,
    volumeMm3: members.length * voxelMm3,
    centreMm: voxelToWorld(image.affine, [i, j, k]),
    contrast: contrastOf(mean, ringValues(lesion)),
  };
}

function ringValues({ image, labels, members, ball }: Lesion): readonly number[] {
  const [ni, nj, nk] = image.shape;
  const ring = new Set<number>();
  for (const v of members) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    for (const [di, dj, dk] of ball) {
      const [a, b, c] = [i + di, j + dj, k + dk];
      if (a < 0 || a >= ni || b < 0 || b >= nj || c < 0 || c >= nk) continue;
      const neighbour = a + ni * (b + nj * c);
      if (labels.data[neighbour] === 0) ring.add(neighbour);
    }
  }
  return [...ring].map((v) => image.data[v] as number);
}

/** The median absolute deviation of normal noise, over its standard deviation, inverted. */
const MAD_TO_SD = 1.4826;

function contrastOf(mean: number, ring: readonly number[]): number {
  if (ring.length === 0) return Number.NaN;
  const level = median(ring);
  const spread = MAD_TO_SD * median(ring.map((value) => Math.abs(value - level)));
  const difference = mean - level;
  return difference === 0 ? 0 : difference / Math.max(spread, Math.abs(difference) / 100);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
