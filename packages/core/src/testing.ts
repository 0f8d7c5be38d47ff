import fc, { type Arbitrary } from "fast-check";
import type { Affine, Mask, Shape, Volume } from "./volume.js";

/** Limits for generated grids. @since 0.1.0 */
export interface ArbitraryVolumeOptions {
  /** Most voxels along an axis; 8 unless given. */
  readonly maxLength?: number;
}

/**
 * Small grids, each axis from 1 to `maxLength` voxels.
 *
 * @param options - see {@link ArbitraryVolumeOptions}
 * @returns an arbitrary for fast-check
 * @since 0.1.0
 */
export function arbitraryShape({ maxLength = 8 }: ArbitraryVolumeOptions = {}): Arbitrary<Shape> {
  const length = fc.integer({ min: 1, max: maxLength });
  return fc.tuple(length, length, length);
}

/**
 * Invertible affines as scanners write them: rotated by any angles, spacing 0.2 to 7 mm, either handedness, an
 * origin within 200 mm.
 *
 * @returns an arbitrary for fast-check
 * @since 0.1.0
 */
export function arbitraryAffine(): Arbitrary<Affine> {
  const angle = thousandths(-180, 180).map((degrees) => (degrees * Math.PI) / 180);
  const length = thousandths(0.2, 7);
  const offset = thousandths(-200, 200);
  return fc
    .record({
      angles: fc.tuple(angle, angle, angle),
      lengths: fc.tuple(length, length, length),
      origin: fc.tuple(offset, offset, offset),
      flip: fc.boolean(),
    })
    .map(({ angles, lengths, origin, flip }) => rigidWithSpacing(angles, lengths, origin, flip));
}

/** Even over the range; `fc.double` mostly gives numbers next to 0, and with them hardly an oblique grid. */
function thousandths(minimum: number, maximum: number): Arbitrary<number> {
  return fc.integer({ min: Math.round(minimum * 1000), max: Math.round(maximum * 1000) }).map((n) => n / 1000);
}

type Triple = readonly [number, number, number];

/** Rotations about x, y and z in that order, columns scaled by the spacing, the first one turned round by `flip`. */
function rigidWithSpacing(angles: Triple, lengths: Triple, origin: Triple, flip: boolean): Affine {
  const [a, b, c] = angles;
  const [ca, sa, cb, sb, cc, sc] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c)];
  const [di, dj, dk] = [flip ? -lengths[0] : lengths[0], lengths[1], lengths[2]];
  return [
    cc * cb * di,
    (cc * sb * sa - sc * ca) * dj,
    (cc * sb * ca + sc * sa) * dk,
    origin[0],
    sc * cb * di,
    (sc * sb * sa + cc * ca) * dj,
    (sc * sb * ca - cc * sa) * dk,
    origin[1],
    -sb * di,
    cb * sa * dj,
    cb * ca * dk,
    origin[2],
    0,
    0,
    0,
    1,
  ];
}

/**
 * Volumes of finite float32 values on generated grids.
 *
 * @param options - see {@link ArbitraryVolumeOptions}
 * @returns an arbitrary for fast-check
 * @since 0.1.0
 */
export function arbitraryVolume(options: ArbitraryVolumeOptions = {}): Arbitrary<Volume> {
  return fc.tuple(arbitraryShape(options), arbitraryAffine()).chain(([shape, affine]) => {
    const size = shape[0] * shape[1] * shape[2];
    return fc
      .float32Array({ minLength: size, maxLength: size, noNaN: true, noDefaultInfinity: true })
      .map((data) => ({ data, shape, affine }));
  });
}

/**
 * Masks on generated grids, from empty to full.
 *
 * @param options - see {@link ArbitraryVolumeOptions}
 * @returns an arbitrary for fast-check
 * @since 0.1.0
 */
export function arbitraryMask(options: ArbitraryVolumeOptions = {}): Arbitrary<Mask> {
  return fc.tuple(arbitraryShape(options), arbitraryAffine()).chain(([shape, affine]) => {
    const size = shape[0] * shape[1] * shape[2];
    return fc.uint8Array({ minLength: size, maxLength: size, max: 1 }).map((data) => ({ data, shape, affine }));
  });
}
