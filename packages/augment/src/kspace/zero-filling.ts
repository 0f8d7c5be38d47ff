import { createTransform } from "../definition/create-transform.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { filterLines } from "./filter-lines.js";

/** What {@link zeroFilling} draws from. @since 0.1.0 */
export interface ZeroFillingOptions {
  /** Share of the frequencies that was measured along each axis, above 0 up to 1; 0.5 to 1 for each axis unless given. */
  readonly share?: RandomTriple;
}

/** What {@link zeroFilling} drew. @since 0.1.0 */
export interface ZeroFillingParameters {
  readonly share: readonly [number, number, number];
}

/** @internal */
export const zeroFillingDefinition: IntensityDefinition<ZeroFillingOptions, ZeroFillingParameters> = {
  name: "zeroFilling",
  kind: "intensity",
  options: { share: randomTripleOption([0.5, 1], { above: 0, maximum: 1 }) },
  sample: (rng, { share }) => ({ share: drawTriple(rng.at("share"), share) }),
  apply: async (volume, { share }, tools) => {
    const { shape } = volume;
    let data: Float32Array = volume.data.slice();
    for (const axis of [0, 1, 2] as const) {
      const length = shape[axis];
      const highest = (share[axis] * length) / 2;
      const real = Float64Array.from({ length }, (_, k) => (Math.min(k, length - k) <= highest ? 1 : 0));
      if (real.every((weight) => weight === 1)) continue;
      data = await filterLines([{ data, weights: { real } }], { shape, axis, ...tools });
    }
    return { ...volume, data };
  },
};

/**
 * A smaller matrix, interpolated by zero filling to the same grid: frequencies above `share / 2` cycles a voxel are 0 along each axis.
 *
 * What scanners call ZIP, and how ringing comes about at edges: a microbleed gets a bright rim. The resolution becomes the spacing over the
 * share; the grid stays. The result may be negative next to dark voxels. `gibbsRinging` cuts at a sphere, as MONAI does.
 *
 * @param options - see {@link ZeroFillingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function zeroFilling(options: ZeroFillingOptions = {}): Transform<ZeroFillingParameters> {
  return createTransform(zeroFillingDefinition, options);
}
