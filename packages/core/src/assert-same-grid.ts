import { CmbError } from "./cmb-error.js";
import type { Shape } from "./volume.js";

/**
 * Throws unless two images have the same number of voxels along each axis. Affines are not compared: {@link assertSamePlace}
 * does that.
 *
 * @param operation - what was asked for; opens the message
 * @param first - the image whose shape is expected
 * @param second - the image that must have it
 * @throws CmbError `SHAPE_MISMATCH` when the shapes differ
 * @since 0.1.0
 */
export function assertSameGrid(
  operation: string,
  first: { readonly shape: Shape },
  second: { readonly shape: Shape },
): void {
  if (first.shape.every((n, axis) => n === second.shape[axis])) return;
  const message = `${operation}: one image has ${first.shape.join("×")} voxels, the other ${second.shape.join("×")}; resample one onto the other's grid first`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected: first.shape, actual: second.shape });
}
