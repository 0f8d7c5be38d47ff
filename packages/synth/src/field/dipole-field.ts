import {
  type Affine,
  CmbError,
  invertAffine,
  type LongTaskOptions,
  type Shape,
  spacing,
  type Volume,
  voxelCount,
  type WorldPoint,
} from "@cmb/core";
import { type HalfSpectrum, inverseRealFft3, realFft3 } from "@cmb/preprocess";
import { assertUnitVector, paddedShape } from "./padded-shape.js";

/** How {@link dipoleField} works. @since 0.1.0 */
export interface DipoleFieldOptions extends LongTaskOptions {
  /** Direction of B0 in world axes, a unit vector; along z unless given. */
  readonly b0Direction?: WorldPoint | undefined;
  /**
   * Zeros between the image and its periodic copies, in mm; 0 unless given. Rounded up to lengths that the transform
   * likes. Without, what leaves on one side comes in on the other.
   */
  readonly paddingMm?: number | undefined;
}

/**
 * Field shift of a susceptibility distribution, in ppm of B0.
 *
 * Convolution with the field of a dipole: `f(k) = χ(k) · (1/3 − (k·b)²/|k|²)` with `f(0) = 0`, b along B0. The Lorentz
 * sphere is corrected for. A wave of half a cycle per voxel, along an axis of even length, has no sign: it takes the mean of both,
 * which is the real part of the complex convolution. The grid may be oblique. The mean of the field over the (padded) grid is 0, so that it is
 * defined up to a constant only.
 *
 * @param susceptibilityPpm - χ in ppm relative to what surrounds the grid
 * @param options - see {@link DipoleFieldOptions}
 * @returns float32 ppm on the same grid
 * @throws CmbError `OUT_OF_RANGE` when the direction has not the length 1 or the padding is negative, `EMPTY_VOLUME` when an
 * axis has no voxel, `SHAPE_MISMATCH` when data and shape disagree, `INVALID_ARGUMENT` when a voxel is not finite, `SINGULAR_AFFINE` when the affine cannot be inverted;
 * the signal's reason when it was stopped
 * @see Salomir, de Senneville & Moonen 2003, doi:10.1002/cmr.b.10083; Marques & Bowtell 2005, doi:10.1002/cmr.b.20034
 * @example
 * ```ts
 * import { affineFromSpacing, createVolume } from "@cmb/core";
 * import { dipoleField } from "@cmb/synth";
 * // A ball of 4 mm and 1 ppm in the middle of 32 mm.
 * const isInside = (v: number) => Math.hypot((v % 32) - 16, ((v >> 5) % 32) - 16, (v >> 10) - 16) < 4;
 * const data = Float32Array.from({ length: 32 ** 3 }, (_, v) => (isInside(v) ? 1 : 0));
 * const field = await dipoleField(createVolume(data, [32, 32, 32], affineFromSpacing([1, 1, 1])));
 * const above = field.data[16 + 32 * (16 + 32 * 22)] ?? 0;
 * const beside = field.data[22 + 32 * (16 + 32 * 16)] ?? 0;
 * above > 0 && beside < 0; // => true
 * ```
 * @since 0.1.0
 */
export async function dipoleField(susceptibilityPpm: Volume, options: DipoleFieldOptions = {}): Promise<Volume> {
  const { b0Direction = [0, 0, 1], paddingMm = 0, signal } = options;
  assertUnitVector("dipoleField", b0Direction);
  const { shape, affine, data } = susceptibilityPpm;
  if (data.length !== voxelCount(shape)) {
    const message = `dipoleField: the shape [${shape}] needs ${voxelCount(shape)} voxels and the data hold ${data.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [voxelCount(shape)], actual: [data.length] });
  }
  const broken = data.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    // The transform would spread it over the whole field.
    const message = `dipoleField: voxel ${broken} of the susceptibility is ${data[broken]}; give finite numbers`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "susceptibilityPpm", value: data[broken] });
  }
  const padded = paddedShape("dipoleField", shape, { spacingMm: spacing(affine), paddingMm });
  const padding = padded.some((n, axis) => n !== shape[axis]);
  const input = padding ? intoCorner(data, shape, padded) : data;
  const spectrum = await realFft3({ data: input, shape: padded }, half(options, 0));
  multiplyByDipole(spectrum, affine, b0Direction);
  signal?.throwIfAborted();
  const result = await inverseRealFft3(spectrum, half(options, 1));
  const field = padding ? outOfCorner(result.data, padded, shape) : Float32Array.from(result.data);
  return { data: field, shape, affine };
}

/** The options of one of the two transforms, whose progress is half of the whole. */
function half({ signal, onProgress }: LongTaskOptions, part: 0 | 1): LongTaskOptions {
  if (onProgress === undefined) return { signal };
  return {
    signal,
    onProgress: ({ completed, total }) => {
      // The whole ends once, with the second transform.
      if (part === 0 && completed === total) return;
      onProgress({ stage: "Field of the susceptibility", completed: completed + part * total, total: 2 * total });
    },
  };
}

/** Frequencies along an axis in cycles per voxel, in the order of the transform. */
function frequencies(length: number): Float64Array {
  return Float64Array.from({ length }, (_, m) => (2 * m <= length ? m : m - length) / length);
}

/** The same with the sign of the waves of half a cycle turned. */
function mirrored(length: number): Float64Array {
  return frequencies(length).map((f) => (f === 0.5 ? -0.5 : f));
}

/** `1/3 − (k·b)²/|k|²`; 0 without a wave. */
function dipoleOf(x: number, y: number, z: number, b: WorldPoint): number {
  const squared = x * x + y * y + z * z;
  const along = x * b[0] + y * b[1] + z * b[2];
  return squared === 0 ? 0 : 1 / 3 - (along * along) / squared;
}

function multiplyByDipole({ real, imaginary, shape, imageShape }: HalfSpectrum, affine: Affine, b: WorldPoint): void {
  const inverse = invertAffine(affine);
  const at = (row: number, column: number): number => inverse[4 * row + column] as number;
  const [fi, fj, fk] = [frequencies(imageShape[0]), frequencies(imageShape[1]), frequencies(imageShape[2])] as const;
  const [x0, y0, z0] = [at(0, 0), at(0, 1), at(0, 2)];
  const [mi, mj, mk] = [mirrored(imageShape[0]), mirrored(imageShape[1]), mirrored(imageShape[2])] as const;
  let v = 0;
  for (const [nk, k] of fk.entries()) {
    for (const [nj, j] of fj.entries()) {
      // A wave of f cycles per voxel along the axes has the wave vector f · A⁻¹ in cycles per mm.
      const x = j * at(1, 0) + k * at(2, 0);
      const y = j * at(1, 1) + k * at(2, 1);
      const z = j * at(1, 2) + k * at(2, 2);
      const [j2, k2] = [mj[nj] as number, mk[nk] as number];
      const x2 = j2 * at(1, 0) + k2 * at(2, 0);
      const y2 = j2 * at(1, 1) + k2 * at(2, 1);
      const z2 = j2 * at(1, 2) + k2 * at(2, 2);
      const isMirrored = j2 !== j || k2 !== k;
      for (let i = 0; i < shape[0]; i++, v++) {
        const f = fi[i] as number;
        let dipole = dipoleOf(x + f * x0, y + f * y0, z + f * z0, b);
        if (isMirrored || f === 0.5) {
          const f2 = mi[i] as number;
          dipole = (dipole + dipoleOf(x2 + f2 * x0, y2 + f2 * y0, z2 + f2 * z0, b)) / 2;
        }
        real[v] = (real[v] as number) * dipole;
        imaginary[v] = (imaginary[v] as number) * dipole;
      }
    }
  }
}

function intoCorner(data: Float32Array, [ni, nj, nk]: Shape, padded: Shape): Float32Array {
  const out = new Float32Array(voxelCount(padded));
  for (let row = 0; row < nj * nk; row++) {
    const to = padded[0] * ((row % nj) + padded[1] * Math.floor(row / nj));
    out.set(data.subarray(ni * row, ni * (row + 1)), to);
  }
  return out;
}

function outOfCorner(data: ArrayLike<number>, padded: Shape, shape: Shape): Float32Array<ArrayBuffer> {
  const [ni, nj, nk] = shape;
  const out = new Float32Array(voxelCount(shape));
  for (let row = 0; row < nj * nk; row++) {
    const from = padded[0] * ((row % nj) + padded[1] * Math.floor(row / nj));
    for (let i = 0; i < ni; i++) out[ni * row + i] = data[from + i] as number;
  }
  return out;
}
