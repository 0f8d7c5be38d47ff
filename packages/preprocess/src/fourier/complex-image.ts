import { CmbError, type Shape, voxelCount } from "@cmb/core";

/** Where complex numbers are kept; float32 halves the memory, the arithmetic is float64 either way. @since 0.1.0 */
export type FloatArray = Float32Array | Float64Array;

/** Complex numbers, real and imaginary parts apart and of one length. @since 0.1.0 */
export interface ComplexArray {
  readonly real: FloatArray;
  readonly imaginary: FloatArray;
}

/** Complex numbers on a grid, i fastest: an image, or its spectrum with frequency 0 at voxel (0, 0, 0). @since 0.1.0 */
export interface ComplexImage extends ComplexArray {
  readonly shape: Shape;
}

/** Throws unless both parts have `length` numbers. */
export function assertParts(operation: string, { real, imaginary }: ComplexArray, length: number): void {
  if (real.length === length && imaginary.length === length) return;
  const message = `${operation}: ${length} numbers are needed, and there are ${real.length} real and ${imaginary.length} imaginary parts`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected: [length], actual: [real.length, imaginary.length] });
}

/** The number of voxels of a shape that a transform can have: whole axes of at least 1. */
export function assertTransformShape(operation: string, shape: Shape): number {
  if (shape.length === 3 && shape.every((n) => Number.isSafeInteger(n) && n > 0)) return voxelCount(shape);
  throw new CmbError("EMPTY_VOLUME", `${operation}: the shape is [${shape}]; give three axes of at least 1`, { shape });
}
