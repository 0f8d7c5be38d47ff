import type { Rng, Shape, VoxelArray, VoxelIndex } from "@cmb/core";
import { refusedOption } from "../definition/check-options.js";
import { createTransform } from "../definition/create-transform.js";
import { anyOption, isNumberWithin, numberOption, wordOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { PlacedDefinition } from "../definition/transform-definition.js";
import type { Scene } from "../scene.js";
import { OUTSIDE_OPTION } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";
import { fromAbout, shapeOption, type WindowParameters, windowMove } from "./crop-window.js";

/** Options of {@link labelCrop}. @since 0.1.0 */
export interface LabelCropOptions {
  /** Voxels along each axis; `[64, 64, 64]` unless given. */
  readonly shape?: Shape | undefined;
  /** Share of the crops that are about a labelled voxel; 0.5 unless given. */
  readonly foregroundShare?: number | undefined;
  /** Labels that count as foreground; all but 0 unless given. */
  readonly labels?: readonly number[] | undefined;
  /** Whether every label is taken equally often, however large it is, or every voxel; `"labels"` unless given. */
  readonly equally?: "labels" | "voxels" | undefined;
  /** What the other crops are about: any voxel, or one that is not foreground; `"anywhere"` unless given. */
  readonly otherwise?: "anywhere" | "background" | undefined;
  /** Voxels along each axis by which the crop may be off the voxel, so that lesions are not all in the middle; less than half of the crop; 0 unless given. */
  readonly jitter?: Shape | undefined;
  /** What voxels beyond an image that is smaller hold; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

const NO_JITTER: Shape = [0, 0, 0];

/** @internal */
export const labelCropDefinition: PlacedDefinition<LabelCropOptions, WindowParameters> = {
  name: "labelCrop",
  kind: "placed",
  options: {
    shape: shapeOption(),
    foregroundShare: numberOption(0.5, { minimum: 0, maximum: 1 }),
    labels: anyOption<readonly number[]>([], "a list of labels, whole numbers from 1", (value) => {
      return Array.isArray(value) && value.every((one) => isNumberWithin(one, { minimum: 1, whole: true }));
    }),
    equally: wordOption<"labels" | "voxels">("labels", ["labels", "voxels"]),
    otherwise: wordOption<"anywhere" | "background">("anywhere", ["anywhere", "background"]),
    jitter: anyOption<Shape>(NO_JITTER, "three whole numbers from 0", (value) => {
      return (
        Array.isArray(value) &&
        value.length === 3 &&
        value.every((one) => isNumberWithin(one, { minimum: 0, whole: true }))
      );
    }),
    outside: OUTSIDE_OPTION,
  },
  sample: (rng, options, scene) => {
    const { shape = [1, 1, 1], jitter = NO_JITTER, outside = 0 } = options;
    const centre = drawCentre(rng, options, scene);
    const off = (axis: 0 | 1 | 2): number => rng.at("jitter", axis).integer(-jitter[axis], jitter[axis]);
    const about: VoxelIndex = [centre[0] + off(0), centre[1] + off(1), centre[2] + off(2)];
    return { from: fromAbout(about, { input: scene.image.shape, shape }), shape, outside };
  },
  move: windowMove,
};

/**
 * A box about a labelled voxel in a share of the samples, and elsewhere in the others: lesions are rare, and a crop
 * anywhere holds mostly none. With `otherwise: "background"` it is a sampler of positives and negatives.
 *
 * Boxes are held within the image where it is large enough. Where a scan has no such label, or every voxel has one, the
 * crop is anywhere.
 *
 * @param options - see {@link LabelCropOptions}
 * @returns a transform; its inverse pads what it cut off
 * @throws CmbError `INVALID_ARGUMENT` that names the option; for a jitter that would lose the label, too
 * @since 0.1.0
 */
export function labelCrop(options: LabelCropOptions = {}): Transform<WindowParameters> {
  const made = createTransform(labelCropDefinition, options);
  const { shape = labelCropDefinition.options.shape.default, jitter = NO_JITTER } = options;
  const most: Shape = [half(shape[0]), half(shape[1]), half(shape[2])];
  if (jitter.every((off, axis) => off <= (most[axis] ?? 0))) return made;
  const wants = `at most ${most.join(", ")} voxels along the axes for a crop of ${shape.join("×")}, or the label falls out of it`;
  throw refusedOption("labelCrop.jitter", jitter, wants);
}

/** How far a voxel may be off the middle of so many on either side. */
function half(length: number): number {
  return Math.floor((length - 1) / 2);
}

function drawCentre(rng: Rng, options: LabelCropOptions, { image, labels }: Scene): VoxelIndex {
  const { foregroundShare = 0, otherwise } = options;
  const data = labels?.data;
  const wanted = new Set(options.labels);
  const isForeground = (v: number): boolean => {
    const label = data?.[v] ?? 0;
    return label !== 0 && (wanted.size === 0 || wanted.has(label));
  };
  const inForeground = rng.at("which").uniform() < foregroundShare;
  const stream = rng.at("centre");
  const all = image.data.length;
  const drawn =
    inForeground && data !== undefined
      ? foregroundVoxel(stream, data, { isForeground, equally: options.equally })
      : otherwise === "background"
        ? backgroundVoxel(stream, all, isForeground)
        : undefined;
  const v = drawn ?? rng.at("anywhere").integer(0, all - 1);
  const [ni, nj] = image.shape;
  return [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
}

interface Foreground {
  readonly isForeground: (v: number) => boolean;
  readonly equally: LabelCropOptions["equally"];
}

function foregroundVoxel(rng: Rng, data: VoxelArray, { isForeground, equally }: Foreground): number | undefined {
  const counts = new Map<number, number>();
  const keyOf = (v: number): number => (equally === "voxels" ? 0 : (data[v] as number));
  findLabelled(data, (v) => {
    if (isForeground(v)) counts.set(keyOf(v), (counts.get(keyOf(v)) ?? 0) + 1);
    return false;
  });
  const keys = [...counts.keys()].sort((a, b) => a - b);
  if (keys.length === 0) return undefined;
  const key = keys[rng.at("label").integer(0, keys.length - 1)] ?? 0;
  let left = rng.at("voxel").integer(0, (counts.get(key) ?? 1) - 1);
  return findLabelled(data, (v) => isForeground(v) && keyOf(v) === key && left-- === 0);
}

/** The first voxel with a label that is wanted. Most are background, which is passed over by four bytes at a time. */
function findLabelled(data: VoxelArray, isWanted: (v: number) => boolean): number | undefined {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: size } = data;
  const inWords = byteOffset % 4 === 0 && size <= 4;
  const words = inWords ? new Uint32Array(buffer, byteOffset, byteLength >> 2) : new Uint32Array(0);
  const perWord = 4 / size;
  for (let w = 0; w < words.length; w++) {
    if (words[w] === 0) continue;
    for (let v = w * perWord; v < (w + 1) * perWord; v++) if (data[v] !== 0 && isWanted(v)) return v;
  }
  for (let v = words.length * perWord; v < data.length; v++) if (data[v] !== 0 && isWanted(v)) return v;
  return undefined;
}

/** Tries before every voxel is looked at: background is most of a scan. */
const MAX_TRIES = 100;

function backgroundVoxel(rng: Rng, count: number, isForeground: (v: number) => boolean): number | undefined {
  for (let n = 0; n < MAX_TRIES; n++) {
    const v = rng.integer(0, count - 1);
    if (!isForeground(v)) return v;
  }
  const rest: number[] = [];
  for (let v = 0; v < count; v++) if (!isForeground(v)) rest.push(v);
  return rest.length === 0 ? undefined : rest[rng.integer(0, rest.length - 1)];
}
