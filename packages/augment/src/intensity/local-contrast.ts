import { type Volume, voxelCount } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { drawnField } from "../values/drawn-field.js";
import { mapRows } from "../values/row-map.js";
import { controlShapeOf, fieldRows, type SmoothField } from "../values/smooth-field.js";

/** What {@link localContrast} draws from. @since 0.1.0 */
export interface LocalContrastOptions {
  /** What differences to the local mean are multiplied by at each control point, 0 or more; 0.5 to 1.5 unless given. */
  readonly factor?: RandomNumber;
  /** About how far apart control points are, above 0; 40 mm unless given. */
  readonly spacingMm?: RandomNumber;
}

/** What {@link localContrast} drew: the field follows from the seed and the grid. @since 0.1.0 */
export interface LocalContrastParameters {
  readonly factor: RandomNumber;
  readonly spacingMm: number;
  readonly seed: number;
}

/** @internal */
export const localContrastDefinition: IntensityDefinition<LocalContrastOptions, LocalContrastParameters> = {
  name: "localContrast",
  kind: "intensity",
  options: {
    factor: randomNumberOption([0.5, 1.5], { minimum: 0 }),
    spacingMm: randomNumberOption(40, { above: 0 }),
  },
  sample: (rng, { factor, spacingMm }) => ({
    factor,
    spacingMm: drawNumber(rng.at("spacingMm"), spacingMm),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { factor, ...field }, tools) => {
    const { data, shape } = volume;
    const means = fieldRows(localMeans(volume, field.spacingMm), shape);
    const meanRow = new Float64Array(shape[0]);
    const options = { stage: "local contrast", field: fieldRows(drawnField(volume, field, factor), shape), ...tools };
    return mapRows(volume, options, (factors, start, out) => {
      means(start / shape[0], meanRow);
      for (let i = 0; i < factors.length; i++) {
        const mean = meanRow[i] as number;
        out[start + i] = mean + (factors[i] as number) * ((data[start + i] as number) - mean);
      }
    });
  },
};

/**
 * Contrast that differs from place to place: `m(x) + f(x) (v − m(x))`, with the local mean m and a factor f, both trilinear between
 * control points.
 *
 * The idea of batchgenerators' `LocalContrastTransform`, which changes the image around single Gaussian spots. Factors near 0
 * flatten a place, lesions in it too. The mean of a control point is that of the finite voxels nearest to it.
 *
 * @param options - see {@link LocalContrastOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function localContrast(options: LocalContrastOptions = {}): Transform<LocalContrastParameters> {
  return createTransform(localContrastDefinition, options);
}

/** The mean of the finite voxels nearest to each control point; 0 where there is none. */
function localMeans(volume: Volume, spacingMm: number): SmoothField {
  const { data, shape } = volume;
  const controlShape = controlShapeOf(volume, spacingMm);
  const nearest = ([0, 1, 2] as const).map((axis) => {
    const step = shape[axis] === 1 ? 0 : (controlShape[axis] - 1) / (shape[axis] - 1);
    return Int32Array.from({ length: shape[axis] }, (_, v) => Math.round(v * step));
  });
  const [alongI, alongJ, alongK] = nearest as [Int32Array, Int32Array, Int32Array];
  const sums = new Float64Array(voxelCount(controlShape));
  const counts = new Float64Array(sums.length);
  const [ni, nj] = shape;
  for (let row = 0; row < nj * shape[2]; row++) {
    const k = alongK[Math.floor(row / nj)] as number;
    const first = controlShape[0] * ((alongJ[row % nj] as number) + controlShape[1] * k);
    for (let i = 0; i < ni; i++) {
      const value = data[row * ni + i] as number;
      if (value - value !== 0) continue;
      const c = first + (alongI[i] as number);
      sums[c] = (sums[c] as number) + value;
      counts[c] = (counts[c] as number) + 1;
    }
  }
  return { controlShape, values: sums.map((sum, c) => sum / Math.max(1, counts[c] as number)) };
}
