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
  // A box convolved with a box: its integral up to z is a second difference of x² / 2 at the four corners.
  const ramp = softness * thicknessMm;
  const rise = (x: number): number => (x > 0 ? x * x * 0.5 : 0);
  const upTo = (z: number): number => {
    if (softness < 1e-6) return Math.min(1, Math.max(0, z / thicknessMm + 0.5));
    const [a, b] = [(thicknessMm + ramp) / 2, (thicknessMm - ramp) / 2];
    return (rise(z + a) - rise(z + b) - rise(z - b) + rise(z - a)) / (ramp * thicknessMm);
  };
  return Float64Array.from({ length: count }, (_, v) => {
    const z = v * lengthMm - centreMm;
    return Math.max(0, upTo(z + lengthMm / 2) - upTo(z - lengthMm / 2));
  });
}
