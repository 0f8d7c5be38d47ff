import { CmbError, type Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { anyOption, isNumberWithin, type Option } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { OUTSIDE_OPTION } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";
import { type WindowParameters, windowMove } from "./crop-window.js";

/** Voxels at the start and the end of each axis. @since 0.1.0 */
export type Margins = readonly [
  readonly [start: number, end: number],
  readonly [start: number, end: number],
  readonly [start: number, end: number],
];

/** Options of {@link crop}. @since 0.1.0 */
export interface CropOptions {
  /** What to cut off; nothing unless given. */
  readonly voxels?: Margins | undefined;
}

/** Options of {@link pad}. @since 0.1.0 */
export interface PadOptions {
  /** What to add; nothing unless given. */
  readonly voxels?: Margins | undefined;
  /** What added voxels hold: a value, the lowest value, or that of the nearest voxel; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

const NOTHING: Margins = [
  [0, 0],
  [0, 0],
  [0, 0],
];

const marginsOption: Option<Margins> = anyOption<Margins>(NOTHING, "three pairs of whole numbers from 0", (value) => {
  const isCount = (one: unknown): boolean => isNumberWithin(one, { minimum: 0, whole: true });
  const isPair = (one: unknown): boolean => Array.isArray(one) && one.length === 2 && one.every(isCount);
  return Array.isArray(value) && value.length === 3 && value.every(isPair);
});

/** @internal */
export const cropDefinition: SpatialDefinition<CropOptions, WindowParameters> = {
  name: "crop",
  kind: "spatial",
  options: { voxels: marginsOption },
  sample: (_rng, { voxels = NOTHING }, { shape }) => {
    const [i, j, k] = voxels;
    const left: Shape = [shape[0] - i[0] - i[1], shape[1] - j[0] - j[1], shape[2] - k[0] - k[1]];
    if (Math.min(...left) < 1) {
      const message = `crop: of ${shape.join("×")} voxels ${left.join("×")} would be left; cut off less`;
      throw new CmbError("OUT_OF_RANGE", message, { name: "voxels", value: Math.min(...left), minimum: 1 });
    }
    return { from: [i[0], j[0], k[0]], shape: left, outside: 0 };
  },
  move: windowMove,
};

/** @internal */
export const padDefinition: SpatialDefinition<PadOptions, WindowParameters> = {
  name: "pad",
  kind: "spatial",
  options: { voxels: marginsOption, outside: OUTSIDE_OPTION },
  sample: (_rng, { voxels = NOTHING, outside = 0 }, { shape }) => {
    const [i, j, k] = voxels;
    return {
      from: [0 - i[0], 0 - j[0], 0 - k[0]],
      shape: [shape[0] + i[0] + i[1], shape[1] + j[0] + j[1], shape[2] + k[0] + k[1]],
      outside,
    };
  },
  move: windowMove,
};

/**
 * Cuts voxels off the ends of axes. Nothing moves in the world: points stay, also those that are cut off.
 *
 * @param options - see {@link CropOptions}
 * @returns a transform; its inverse pads what it cut off
 * @throws CmbError `INVALID_ARGUMENT` that names the option; on `sample`, `OUT_OF_RANGE` when nothing would be left
 * @since 0.1.0
 */
export function crop(options: CropOptions = {}): Transform<WindowParameters> {
  return createTransform(cropDefinition, options);
}

/**
 * Adds voxels at the ends of axes. Nothing moves in the world.
 *
 * @param options - see {@link PadOptions}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function pad(options: PadOptions = {}): Transform<WindowParameters> {
  return createTransform(padDefinition, options);
}
