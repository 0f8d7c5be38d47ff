import type { Axis } from "@cmb/core";
import { gridOfShape, resample } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { axesOption } from "../kspace/axes-option.js";

/** What {@link lowResolution} draws from. @since 0.1.0 */
export interface LowResolutionOptions {
  /** Voxels that are left over those that were, above 0 up to 1; 0.5 to 1 for each axis unless given. */
  readonly zoom?: RandomTriple;
  /** Whether all axes share what is drawn for the first one; `true` unless given. */
  readonly isotropic?: boolean;
  /** Axes that lose resolution; all unless given. */
  readonly axes?: readonly Axis[];
  /** How single voxels are taken: the nearest, or by linear interpolation; `"nearest"` unless given. */
  readonly down?: "nearest" | "linear";
  /** How the grid is filled again; `"linear"` unless given. */
  readonly up?: "linear" | "cubic";
}

/** What {@link lowResolution} drew. @since 0.1.0 */
export interface LowResolutionParameters {
  readonly zoom: readonly [number, number, number];
  readonly down: "nearest" | "linear";
  readonly up: "linear" | "cubic";
}

/** @internal */
export const lowResolutionDefinition: IntensityDefinition<LowResolutionOptions, LowResolutionParameters> = {
  name: "lowResolution",
  kind: "intensity",
  options: {
    zoom: randomTripleOption([0.5, 1], { above: 0, maximum: 1 }),
    isotropic: { default: true, wants: "true or false", accepts: (value) => typeof value === "boolean" },
    axes: axesOption([0, 1, 2]),
    down: wordOption<"nearest" | "linear">("nearest", ["nearest", "linear"]),
    up: wordOption<"linear" | "cubic">("linear", ["linear", "cubic"]),
  },
  sample: (rng, { zoom, isotropic, axes, down, up }) => {
    const drawn = drawTriple(rng.at("zoom"), zoom);
    const along = (axis: Axis): number => (axes.includes(axis) ? drawn[isotropic ? 0 : axis] : 1);
    return { zoom: [along(0), along(1), along(2)], down, up };
  },
  apply: async (volume, { zoom, down, up }, tools) => {
    const along = (axis: Axis): number => Math.max(1, Math.round(volume.shape[axis] * zoom[axis]));
    const shape = [along(0), along(1), along(2)] as const;
    if (shape.every((n, axis) => n === volume.shape[axis])) return { ...volume, data: volume.data.slice() };
    const coarse = await resample(volume, gridOfShape(volume, shape), {
      interpolation: down,
      outside: "edge",
      ...tools,
    });
    return resample(coarse, volume, { interpolation: up, outside: "edge", ...tools });
  },
};

/**
 * Fewer voxels, interpolated back onto the grid: what resampling by others does to an image.
 *
 * nnU-Net's and MONAI's `SimulateLowResolution`; with one axis TorchIO's `Anisotropy`. Voxels are left out, not averaged: a microbleed can fall
 * between them. `thickSlices` averages, as a scanner does.
 *
 * @param options - see {@link LowResolutionOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function lowResolution(options: LowResolutionOptions = {}): Transform<LowResolutionParameters> {
  return createTransform(lowResolutionDefinition, options);
}
