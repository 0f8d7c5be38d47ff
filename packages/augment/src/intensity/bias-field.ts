import type { Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { numberOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { eachSlab } from "../values/each-slab.js";

/** What {@link biasField} draws from. @since 0.1.0 */
export interface BiasFieldOptions {
  /** The highest total power, a whole number from 0 to 8; 3 unless given. */
  readonly order?: number;
  /** Each coefficient of the polynomial by itself; −0.5 to 0.5 unless given. */
  readonly coefficient?: RandomNumber;
}

/** What {@link biasField} drew. @since 0.1.0 */
export interface BiasFieldParameters {
  readonly order: number;
  /** Of x⁰y⁰z⁰, x⁰y⁰z¹ and so on: the power of z runs fastest, then that of y. */
  readonly coefficients: readonly number[];
}

/** @internal */
export const biasFieldDefinition: IntensityDefinition<BiasFieldOptions, BiasFieldParameters> = {
  name: "biasField",
  kind: "intensity",
  options: {
    order: numberOption(3, { minimum: 0, maximum: 8, whole: true }),
    coefficient: randomNumberOption([-0.5, 0.5]),
  },
  sample: (rng, { order, coefficient }) => ({
    order,
    coefficients: powersOf(order).map((_, n) => drawNumber(rng.at("coefficient", n), coefficient)),
  }),
  apply: async (volume, { order, coefficients }, tools) => {
    const { data, shape } = volume;
    const [ni, nj, nk] = shape;
    const out = data.slice();
    const differences = rowDifferences(shape, order, coefficients);
    const fieldRow = new Float64Array(ni);
    await eachSlab(nj * nk, { stage: "bias field", ...tools, slab: Math.ceil(131_072 / ni) }, (from, to) => {
      for (let row = from; row < to; row++) {
        exponentialInto(differences(row % nj, Math.floor(row / nj)), fieldRow);
        const start = row * ni;
        for (let i = 0; i < ni; i++) out[start + i] = (data[start + i] as number) * (fieldRow[i] as number);
      }
    });
    return { ...volume, data: out };
  },
};

/**
 * The uneven sensitivity of coils: `v · exp(Σ cₐᵦᵧ xᵃ yᵇ zᶜ)` over all a + b + c up to the order.
 *
 * x, y and z run from −1 to 1 from the first to the last voxel of the axes. TorchIO's `BiasField` with the same coefficients in the same
 * order, the constant one included; MONAI's `RandBiasField` takes Legendre polynomials and no constant.
 * `lowFrequencyBias` is the other common model. A voxel costs three multiplications, as the exponential of a polynomial on even
 * steps is a product of products.
 *
 * @param options - see {@link BiasFieldOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Van Leemput et al. 1999, Automated model-based bias field correction of MR images of the brain, doi:10.1109/42.811268
 * @since 0.1.0
 */
export function biasField(options: BiasFieldOptions = {}): Transform<BiasFieldParameters> {
  return createTransform(biasFieldDefinition, options);
}

function powersOf(order: number): readonly (readonly [number, number, number])[] {
  const upTo = (highest: number): readonly number[] => Array.from({ length: highest + 1 }, (_, power) => power);
  return upTo(order).flatMap((a) => upTo(order - a).flatMap((b) => upTo(order - a - b).map((c) => [a, b, c] as const)));
}

/** For each row: the polynomial at its first voxel, and its first to last differences from there. */
function rowDifferences(
  [ni, nj, nk]: Shape,
  order: number,
  coefficients: readonly number[],
): (j: number, k: number) => Float64Array {
  const powers = powersOf(order);
  const position = (v: number, n: number): number => (n === 1 ? 0 : (2 * v - (n - 1)) / (n - 1));
  const xs = Array.from({ length: order + 1 }, (_, i) => position(i, ni));
  const differences = new Float64Array(order + 1);
  const inX = new Float64Array(order + 1);
  return (j, k) => {
    const [y, z] = [position(j, nj), position(k, nk)];
    inX.fill(0);
    for (const [n, [a, b, c]] of powers.entries()) inX[a] = at(inX, a) + at(coefficients, n) * y ** b * z ** c;
    for (const [i, x] of xs.entries()) differences[i] = inX.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
    for (let level = 1; level <= order; level++) {
      for (let i = order; i >= level; i--) differences[i] = at(differences, i) - at(differences, i - 1);
    }
    return differences;
  };
}

function at(values: ArrayLike<number>, n: number): number {
  return values[n] as number;
}

/** The exponential of a polynomial on even steps, from its differences at the first one. */
function exponentialInto(differences: Float64Array, out: Float64Array): void {
  const factors = differences.map(Math.exp);
  const highest = factors.length - 1;
  if (highest > 3) {
    for (let i = 0; i < out.length; i++) {
      out[i] = factors[0] as number;
      for (let m = 0; m < highest; m++) factors[m] = (factors[m] as number) * (factors[m + 1] as number);
    }
    return;
  }
  // Written out, in variables: four times as fast.
  let [value = 1, first = 1, second = 1, third = 1] = factors;
  for (let i = 0; i < out.length; i++) {
    out[i] = value;
    value *= first;
    first *= second;
    second *= third;
  }
}
