import {
  type Affine,
  assertSameGrid,
  CmbError,
  type Shape,
  spacing,
  type Volume,
  type VoxelArray,
  voxelToWorld,
} from "@cmb/core";
import { type Recipe, type RegionModel, regionModelFromMask } from "@cmb/preprocess";
import { byCodePoint } from "../by-code-point.js";
import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetSubject } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { fileStem } from "../readers/centre-table.js";
import { requireOne } from "../readers/pick-one.js";

/** A brain mask that was made elsewhere. @since 0.1.0 */
export interface GivenBrainMask {
  /** What provenance calls it, such as its file and hash. */
  readonly id: string;
  /** 0 background, anything else brain; on the grid of the image as it was read. */
  readonly volume: Volume<VoxelArray>;
}

/** What programs put after the name of the image that they made a mask of. */
const ENDING = /^(?:_(?:bet_|brain_|desc-brain_)?mask)?$/;

/**
 * The path of the brain mask of a series: a NIfTI file anywhere in a folder that is called as the series or as its image,
 * with `_mask`, `_bet_mask`, `_brain_mask` or `_desc-brain_mask` after it or nothing. The name of the image counts where
 * no other image of the dataset has it.
 *
 * @param masks - where the masks are
 * @param subject - whose mask is looked for
 * @param images - the folder of the dataset
 * @throws CmbError `INVALID_DATASET` when there is none, or several
 */
export async function findBrainMask(
  masks: DatasetFolder,
  { dataset, id, imagePath = id }: DatasetSubject,
  images: DatasetFolder,
): Promise<string> {
  const own = fileStem(imagePath);
  const alike = (await images.list()).filter((path) => isNifti(path) && fileStem(path) === own);
  const names = alike.length === 1 && own !== id ? [id, own] : [id];
  const found = (await masks.list()).filter((path) => {
    const stem = fileStem(path);
    return isNifti(path) && names.some((name) => stem.startsWith(name) && ENDING.test(stem.slice(name.length)));
  });
  return requireOne(dataset, `brain mask ${names.join(" or ")} of ${masks.name}`, found.sort(byCodePoint));
}

const isNifti = (path: string): boolean => /\.nii(\.gz)?$/i.test(path);

/**
 * A region model that answers with a mask, after a look at where it lies: writers round affines differently, but no corner
 * may be half a voxel away from the image's.
 *
 * @throws CmbError `SHAPE_MISMATCH`, `EMPTY_VOLUME`; `INVALID_DATASET` for a mask that lies elsewhere
 */
export function brainModel({ id, volume }: GivenBrainMask, image: Volume<VoxelArray>, dataset: string): RegionModel {
  assertSameGrid(`the brain mask ${id}`, image, volume);
  const apartMm = cornersApartMm(image.shape, image.affine, volume.affine);
  if (apartMm > Math.min(...spacing(image.affine)) / 2) {
    const message = `The brain mask ${id} lies up to ${apartMm.toFixed(2)} mm from its image; make it from the image as it was read`;
    throw invalidDataset(dataset, id, message);
  }
  return regionModelFromMask({ ...volume, affine: image.affine }, { id });
}

/** How far the corners of one grid lie apart under two affines, at most. */
function cornersApartMm(shape: Shape, first: Affine, second: Affine): number {
  let farthest = 0;
  for (let corner = 0; corner < 8; corner++) {
    const at = (axis: 0 | 1 | 2): number => ((corner >> axis) & 1) * (shape[axis] - 1);
    const [a, b] = [first, second].map((affine) => voxelToWorld(affine, [at(0), at(1), at(2)]));
    farthest = Math.max(farthest, Math.hypot(...[0, 1, 2].map((n) => (a?.[n] ?? 0) - (b?.[n] ?? 0))));
  }
  return farthest;
}

/**
 * Throws unless a recipe looks at a mask that it is given: it would change nothing, and its giver would not know.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 */
export function assertTakesBrainMask({ id, steps }: Recipe, value: string): void {
  if (steps.some((step) => step.step === "brainMask" && step.source !== "classical")) return;
  const message = `The recipe "${id}" has no brainMask step that takes a mask; leave brainMasks out`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "brainMasks", value });
}
