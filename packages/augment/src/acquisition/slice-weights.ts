/** A slice as it is excited. @internal */
export interface SliceProfile {
  /** Full width at half maximum. */
  readonly thicknessMm: number;
  /** Width of each edge over the thickness: 0 for a box, 1 for a triangle. */
  readonly softness: number;
}

/**
 * How much of a slice lies in a run of voxels: its profile, a trapezoid of area 1, integrated exactly over each.
 *
 * @param profile - thickness and softness
 * @param centreMm - of the slice, from the centre of the first voxel
 * @param voxels - their length and number
 * @returns one share for each voxel; they add up to 1 where the slice lies within the voxels
 * @internal
 */
export function sliceWeights(
  { thicknessMm, softness }: SliceProfile,
  centreMm: number,
  { lengthMm, count }: { readonly lengthMm: number; readonly count: number },
): Float64Array {
  const ramp = softness * thicknessMm;
  const [foot, top] = [(thicknessMm + ramp) / 2, (thicknessMm - ramp) / 2];
  // Up to z, which is not above the middle. In pieces: as a difference of squares it loses its digits for narrow edges.
  const upToMiddle = (z: number): number => {
    if (z <= -foot) return 0;
    return z < -top ? (z + foot) ** 2 / (2 * ramp * thicknessMm) : z / thicknessMm + 0.5;
  };
  const upTo = (z: number): number => (z <= 0 ? upToMiddle(z) : 1 - upToMiddle(-z));
  return Float64Array.from({ length: count }, (_, v) => {
    const z = v * lengthMm - centreMm;
    return Math.max(0, upTo(z + lengthMm / 2) - upTo(z - lengthMm / 2));
  });
}
