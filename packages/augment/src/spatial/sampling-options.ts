import { anyOption, isNumberWithin, type Option, wordOption } from "../definition/option.js";
import type { MoveSampling } from "./spatial-move.js";

/** How values between voxels are found; options of every transform that interpolates. @since 0.1.0 */
export interface SamplingOptions {
  /** `"linear"` unless given. Cubic is a B-spline through the values; it can overshoot. */
  readonly interpolation?: MoveSampling["interpolation"] | undefined;
  /** `"nearest"` unless given; `"majority"`: the label with the greatest linear weight. */
  readonly labelInterpolation?: MoveSampling["labelInterpolation"] | undefined;
  /** Beyond the image: a value, its lowest value, or that of the nearest voxel; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

/** Beyond the image. @internal */
export const OUTSIDE_OPTION: Option<MoveSampling["outside"]> = anyOption<MoveSampling["outside"]>(
  "minimum",
  'a number, "minimum" or "edge"',
  (value) => value === "minimum" || value === "edge" || isNumberWithin(value, {}),
);

interface SamplingTable {
  readonly interpolation: Option<MoveSampling["interpolation"]>;
  readonly labelInterpolation: Option<MoveSampling["labelInterpolation"]>;
  readonly outside: Option<MoveSampling["outside"]>;
}

/** @internal */
export const SAMPLING_OPTIONS: SamplingTable = {
  interpolation: wordOption<MoveSampling["interpolation"]>("linear", ["nearest", "linear", "cubic"]),
  labelInterpolation: wordOption<MoveSampling["labelInterpolation"]>("nearest", ["nearest", "majority"]),
  outside: OUTSIDE_OPTION,
};

/** The part of a transform's options that goes into its parameters. @internal */
export function samplingOf({
  interpolation = "linear",
  labelInterpolation = "nearest",
  outside = "minimum",
}: SamplingOptions): MoveSampling {
  return { interpolation, labelInterpolation, outside };
}
