import type { Affine } from "@cmb/core";

/** Rows of a rotation matrix. */
export type Rotation = readonly [number, number, number, number, number, number, number, number, number];

// float32 keeps 24 bits; several of its roundings stay below this.
const UNIT_TOLERANCE = 1e-5;

/**
 * The rotation that the stored b, c, d of a unit quaternion stand for.
 *
 * @returns `undefined` when b² + c² + d² exceeds 1 by more than float32 rounding, or is not finite
 * @see nifti1.h, METHOD 2
 */
export function rotationOfQuaternion(b: number, c: number, d: number): Rotation | undefined {
  const square = b * b + c * c + d * d;
  if (!(square <= 1 + UNIT_TOLERANCE)) return undefined;
  const a = Math.sqrt(Math.max(0, 1 - square));
  // Divided by the squared norm, so that rounding in b, c, d does not become a scale.
  const s = 2 / (a * a + square);
  return [
    1 - s * (c * c + d * d),
    s * (b * c - a * d),
    s * (b * d + a * c),
    s * (b * c + a * d),
    1 - s * (b * b + d * d),
    s * (c * d - a * b),
    s * (b * d - a * c),
    s * (c * d + a * b),
    1 - s * (b * b + c * c),
  ];
}

/**
 * b, c, d of the unit quaternion (with a ≥ 0) of a proper rotation.
 *
 * The largest of the four components is found first, so that none is got by dividing by a small one.
 *
 * @see Shepperd 1978, Quaternion from rotation matrix, doi:10.2514/3.55767b
 */
export function quaternionOfRotation(r: Rotation): readonly [b: number, c: number, d: number] {
  const trace = r[0] + r[4] + r[8];
  const largest = Math.max(trace, r[0], r[4], r[8]);
  let quaternion: readonly [number, number, number, number];
  if (largest === trace) quaternion = [1 + trace, r[7] - r[5], r[2] - r[6], r[3] - r[1]];
  else if (largest === r[0]) quaternion = [r[7] - r[5], 1 + r[0] - r[4] - r[8], r[1] + r[3], r[2] + r[6]];
  else if (largest === r[4]) quaternion = [r[2] - r[6], r[1] + r[3], 1 + r[4] - r[0] - r[8], r[5] + r[7]];
  else quaternion = [r[3] - r[1], r[2] + r[6], r[5] + r[7], 1 + r[8] - r[0] - r[4]];
  const [a, b, c, d] = quaternion;
  const scale = (a < 0 ? -1 : 1) / Math.hypot(a, b, c, d);
  // Adding 0 turns -0 into 0.
  return [b * scale + 0, c * scale + 0, d * scale + 0];
}

/**
 * The affine of a rotation of a grid with given spacing: METHOD 2 of nifti1.h.
 *
 * @param lengths - spacing along i, j and k; the last one is negative where qfac is
 */
export function affineOfRotation(
  [r11, r12, r13, r21, r22, r23, r31, r32, r33]: Rotation,
  [di, dj, dk]: readonly [number, number, number],
  [x, y, z]: readonly [number, number, number],
): Affine {
  const first = [r11 * di, r12 * dj, r13 * dk, x, r21 * di, r22 * dj, r23 * dk, y];
  // Adding 0 turns -0 into 0.
  return [...first, r31 * di, r32 * dj, r33 * dk, z, 0, 0, 0, 1].map((value) => value + 0) as unknown as Affine;
}
