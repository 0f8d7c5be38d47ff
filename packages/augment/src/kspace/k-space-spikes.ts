import type { Volume } from "@cmb/core";
import { realFft3 } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { mapRows } from "../values/row-map.js";
import { assertFinite } from "./assert-finite.js";

/** What {@link kSpaceSpikes} draws from. @since 0.1.0 */
export interface KSpaceSpikesOptions {
  /** How many; 1 unless given. A drawn number is rounded. */
  readonly count?: RandomNumber;
  /** Their height over the highest of the spectrum, 0 or more; 0.1 to 0.5 unless given. */
  readonly intensity?: RandomNumber;
}

/** What {@link kSpaceSpikes} drew. @since 0.1.0 */
export interface KSpaceSpikesParameters {
  readonly intensity: number;
  /** From 0 to 1 along each axis of k-space, the lowest frequency first. */
  readonly positions: readonly (readonly [number, number, number])[];
}

/** @internal */
export const kSpaceSpikesDefinition: IntensityDefinition<KSpaceSpikesOptions, KSpaceSpikesParameters> = {
  name: "kSpaceSpikes",
  kind: "intensity",
  options: {
    count: randomNumberOption(1, { minimum: 0, maximum: 100 }),
    intensity: randomNumberOption([0.1, 0.5], { minimum: 0 }),
  },
  sample: (rng, { count, intensity }) => ({
    intensity: drawNumber(rng.at("intensity"), intensity),
    positions: Array.from({ length: Math.round(drawNumber(rng.at("count"), count)) }, (_, n) => {
      const at = rng.at("position", n);
      return [at.uniform(), at.uniform(), at.uniform()] as const;
    }),
  }),
  apply: async (volume, { intensity, positions }, tools) => {
    const { data, shape } = volume;
    if (intensity === 0 || positions.length === 0) return { ...volume, data: data.slice() };
    assertFinite(data);
    const amplitude = (intensity * (await highestOfSpectrum(volume, tools))) / data.length;
    const turns = positions.map((position) => {
      return ([0, 1, 2] as const).map((axis) => {
        const place = Math.min(shape[axis] - 1, Math.floor(position[axis] * shape[axis]));
        return (2 * Math.PI * (place - Math.floor(shape[axis] / 2))) / shape[axis];
      }) as [number, number, number];
    });
    const field = (row: number, out: Float64Array): void => {
      out.fill(0);
      for (const turn of turns) addWave(turn, [row % shape[1], Math.floor(row / shape[1])], out);
    };
    return mapRows(volume, { stage: "spikes", field, ...tools }, (waves, start, out) => {
      for (let i = 0; i < waves.length; i++)
        out[start + i] = (data[start + i] as number) + amplitude * (waves[i] as number);
    });
  },
};

/**
 * Spikes in k-space: stripes all over the image, `v + Σ A cos(2π Σ f x / n)`, with A the intensity times the highest magnitude of the spectrum over
 * the number of voxels.
 *
 * TorchIO's `Spike`, the real part of an image with one sample too high, made without its two transforms: the highest magnitude of an image
 * without negative values is its sum. TorchIO's default of 1 to 3 drowns the image in stripes as high as its mean and more; ours is lower. MONAI's
 * `KSpaceSpikeNoise` gives the logarithm of the sample instead.
 *
 * @param options - see {@link KSpaceSpikesOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function kSpaceSpikes(options: KSpaceSpikesOptions = {}): Transform<KSpaceSpikesParameters> {
  return createTransform(kSpaceSpikesDefinition, options);
}

async function highestOfSpectrum({ data, shape }: Volume, tools: TransformTools): Promise<number> {
  let sum = 0;
  let isNegative = false;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    sum += value;
    if (value < 0) isNegative = true;
  }
  // |Σ v exp(iφ)| ≤ Σ |v|, which is the sample at frequency 0.
  if (!isNegative) return sum;
  const { real, imaginary } = await realFft3({ data, shape }, tools);
  let highest = 0;
  for (let v = 0; v < real.length; v++) {
    highest = Math.max(highest, (real[v] as number) ** 2 + (imaginary[v] as number) ** 2);
  }
  return Math.sqrt(highest);
}

/** Adds the cosine of a wave along a row, by turning a unit vector from voxel to voxel. */
function addWave(turn: readonly [number, number, number], [j, k]: readonly [number, number], out: Float64Array): void {
  const [c, s] = [Math.cos(turn[0]), Math.sin(turn[0])];
  const start = turn[1] * j + turn[2] * k;
  let [x, y] = [Math.cos(start), Math.sin(start)];
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] as number) + x;
    [x, y] = [x * c - y * s, x * s + y * c];
  }
}
