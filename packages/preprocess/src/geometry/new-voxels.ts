import { CmbError, type Shape, type VoxelArray, voxelCount } from "@cmb/core";

/** The longest array that every host has: 4 GiB. */
const MOST_BYTES = 2 ** 32;

/**
 * Throws unless a grid's voxels fit into one array; call it before work on the grid begins.
 *
 * @throws CmbError `TOO_LARGE`
 */
export function assertFits(operation: string, shape: Shape, bytesPerVoxel: number): void {
  const requiredBytes = voxelCount(shape) * bytesPerVoxel;
  if (!(requiredBytes > MOST_BYTES)) return;
  throw tooLarge(operation, { shape, requiredBytes, limitBytes: MOST_BYTES });
}

/**
 * A typed array of the same kind as another, filled with zeros, for a grid.
 *
 * @throws CmbError `TOO_LARGE` when the grid does not fit into an array, or there is no memory for it
 *
 * @internal
 */
export function newVoxels<D extends VoxelArray>(operation: string, like: D, shape: Shape): D {
  assertFits(operation, shape, like.BYTES_PER_ELEMENT);
  const length = voxelCount(shape);
  try {
    // `slice` of a Node Buffer would share memory; the constructor never does.
    return new (like.constructor as new (length: number) => D)(length);
  } catch (cause) {
    const requiredBytes = length * like.BYTES_PER_ELEMENT;
    throw tooLarge(operation, { shape, requiredBytes, limitBytes: requiredBytes - 1 }, cause);
  }
}

function tooLarge(
  operation: string,
  { shape, ...details }: { readonly shape: Shape; readonly requiredBytes: number; readonly limitBytes: number },
  cause?: unknown,
): CmbError<"TOO_LARGE"> {
  const message = `${operation}: a grid of ${shape.join("×")} voxels takes ${details.requiredBytes} bytes, and ${details.limitBytes} are to be had; take a coarser or a smaller one`;
  return new CmbError("TOO_LARGE", message, details, { cause });
}
