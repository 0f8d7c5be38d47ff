import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { drawnField } from "../values/drawn-field.js";
import { mapRows } from "../values/row-map.js";
import { fieldRows } from "../values/smooth-field.js";

/** What {@link lowFrequencyBias} draws from. @since 0.1.0 */
export interface LowFrequencyBiasOptions {
  /** Of the logarithm of the field at its control points, 0 or more; 0 to 0.7 unless given. */
  readonly standardDeviation?: RandomNumber;
  /** About how far apart control points are, above 0; 40 mm unless given. */
  readonly spacingMm?: RandomNumber;
}

/** What {@link lowFrequencyBias} drew: the field follows from the seed and the grid. @since 0.1.0 */
export interface LowFrequencyBiasParameters {
  readonly standardDeviation: number;
  readonly spacingMm: number;
  readonly seed: number;
}

/** @internal */
export const lowFrequencyBiasDefinition: IntensityDefinition<LowFrequencyBiasOptions, LowFrequencyBiasParameters> = {
  name: "lowFrequencyBias",
  kind: "intensity",
  options: {
    standardDeviation: randomNumberOption([0, 0.7], { minimum: 0 }),
    spacingMm: randomNumberOption(40, { above: 0 }),
  },
  sample: (rng, { standardDeviation, spacingMm }) => ({
    standardDeviation: drawNumber(rng.at("standardDeviation"), standardDeviation),
    spacingMm: drawNumber(rng.at("spacingMm"), spacingMm),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { standardDeviation, ...field }, tools) => {
    const { data, shape } = volume;
    const drawn = drawnField(volume, field, { distribution: "normal", mean: 0, standardDeviation });
    const options = { stage: "bias field", field: fieldRows(drawn, shape), ...tools };
    return mapRows(volume, options, (fieldRow, start, out) => {
      for (let i = 0; i < fieldRow.length; i++) {
        out[start + i] = (data[start + i] as number) * Math.exp(fieldRow[i] as number);
      }
    });
  },
};

/**
 * The uneven sensitivity of coils as a random field: `v · exp(f)`, with f ~ N(0, σ²) at control points and trilinear between.
 *
 * SynthSeg's and TorchIO 2's bias field, whose control points are counted: as many as 0.025 of the voxels, 40 mm apart at 1 mm. Here their
 * distance is in mm, so that thick slices have the same field. Replayed on another grid it is another field of the same kind.
 *
 * @param options - see {@link LowFrequencyBiasOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Billot et al. 2023, SynthSeg, doi:10.1016/j.media.2023.102789
 * @since 0.1.0
 */
export function lowFrequencyBias(options: LowFrequencyBiasOptions = {}): Transform<LowFrequencyBiasParameters> {
  return createTransform(lowFrequencyBiasDefinition, options);
}
