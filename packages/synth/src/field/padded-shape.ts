import { CmbError, type Shape, type WorldPoint } from "@cmb/core";
import { smoothLength } from "@cmb/preprocess";

/**
 * Lengths of at least the shape and the padding whose only prime factors are 2, 3 and 5; those of the shape where no
 * padding is wanted.
 *
 * @throws CmbError `OUT_OF_RANGE` when the padding is negative or not finite
 * @internal
 */
export function paddedShape(
  caller: string,
  shape: Shape,
  { spacingMm, paddingMm }: { readonly spacingMm: readonly [number, number, number]; readonly paddingMm: number },
): Shape {
  if (!(paddingMm >= 0 && Number.isFinite(paddingMm))) {
    const message = `${caller}: paddingMm is ${paddingMm}; give 0 mm or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "paddingMm", value: paddingMm, minimum: 0 });
  }
  if (paddingMm === 0) return shape;
  const length = (axis: 0 | 1 | 2): number => smoothLength(shape[axis] + Math.ceil(paddingMm / spacingMm[axis]));
  return [length(0), length(1), length(2)];
}

/** @throws CmbError `OUT_OF_RANGE` when the length of the vector is not 1 @internal */
export function assertUnitVector(caller: string, [x, y, z]: WorldPoint): void {
  const value = Math.hypot(x, y, z);
  if (Math.abs(value - 1) < 1e-6) return;
  const message = `${caller}: b0Direction [${x}, ${y}, ${z}] has the length ${value}; give a unit vector`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "b0Direction", value, minimum: 1, maximum: 1 });
}
