import { CmbError, type LongTaskOptions, type Volume, type VoxelArray } from "@cmb/core";
import { type Box, boxShape, wholeBox } from "../geometry/box.js";
import { shiftAffine } from "../geometry/shift-affine.js";
import { resampleBoxes } from "../resample/resample-boxes.js";
import type { NativeMapping } from "./native-mapping.js";
import { toNativeBox } from "./to-native-box.js";

/** How {@link toNativeVolume} interpolates. @since 0.1.0 */
export interface ToNativeOptions extends LongTaskOptions {
  /** `"nearest"` for masks and labels, `"linear"` for probabilities. */
  readonly interpolation: "nearest" | "linear";
  /** The part of the prepared grid that `volume` is; all of it unless given. */
  readonly box?: Box | undefined;
  /** `"whole"`: all of the native grid; `"box"` (unless given): only the part that `volume` covers. */
  readonly extent?: "box" | "whole" | undefined;
}

/** A volume on the native grid, or on a part of it. @since 0.1.0 */
export interface NativeVolume {
  /** Its affine is that of the part. */
  readonly volume: Volume;
  /** Which part of the native grid it is. */
  readonly box: Box;
}

/**
 * Masks, labels or probabilities that were made on the prepared grid, on the native grid.
 *
 * Give a box around each finding: resampling the whole image back is what takes the memory of other pipelines.
 *
 * @param volume - on the prepared grid, or on the part that `box` says
 * @param mapping - from a {@link RecipeResult}
 * @param options - see {@link ToNativeOptions}
 * @returns float32 values, 0 where the recipe has nothing; `undefined` where the part lies beyond the native grid
 * @throws CmbError `SHAPE_MISMATCH` when the volume is not of the size of its part of the prepared grid;
 * `SINGULAR_AFFINE` when an affine cannot be inverted; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function toNativeVolume(
  volume: Volume<VoxelArray>,
  mapping: NativeMapping,
  { interpolation, box = wholeBox(mapping.prepared.shape), extent = "box", signal, onProgress }: ToNativeOptions,
): Promise<NativeVolume | undefined> {
  const expected = boxShape(box);
  if (!expected.every((n, axis) => n === volume.shape[axis])) {
    const message = `toNativeVolume: the volume has ${volume.shape.join("×")} voxels and its part of the prepared grid ${expected.join("×")}; say with box which part it is`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected, actual: volume.shape });
  }
  const native = extent === "whole" ? wholeBox(mapping.native.shape) : toNativeBox(mapping, box);
  if (native === undefined) return undefined;
  const placed = { ...volume, affine: shiftAffine(mapping.prepared.affine, box.from) };
  const [part] = await resampleBoxes(placed, mapping.native, [native], { interpolation, signal, onProgress });
  return part === undefined ? undefined : { volume: part, box: native };
}
