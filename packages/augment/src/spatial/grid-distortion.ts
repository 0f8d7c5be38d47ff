import type { Rng, Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { numberOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { controlSpacingMm, fieldOverGrid, foldingLimitMm, roundedMm } from "./control-grid.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "./sampling-options.js";
import type { MoveSampling } from "./spatial-move.js";

/** Options of {@link gridDistortion}. @since 0.1.0 */
export interface GridDistortionOptions extends SamplingOptions {
  /** Into how many cells each axis is divided, at least 2; 5 unless given. */
  readonly cells?: number | undefined;
  /** By how much of its width a line between cells moves; `[-0.03, 0.03]` unless given, at most 0.4 either way. */
  readonly shift?: RandomNumber | undefined;
}

/** What {@link gridDistortion} draws. @since 0.1.0 */
export interface GridDistortionParameters {
  /** For each axis, how far the lines between cells move, as a share of a cell's width. */
  readonly shifts: readonly [readonly number[], readonly number[], readonly number[]];
  readonly sampling: MoveSampling;
}

/** @internal */
export const gridDistortionDefinition: SpatialDefinition<GridDistortionOptions, GridDistortionParameters> = {
  name: "gridDistortion",
  kind: "spatial",
  options: {
    cells: numberOption(5, { minimum: 2, maximum: 60, whole: true }),
    shift: randomNumberOption([-0.03, 0.03], { minimum: -0.4, maximum: 0.4 }),
    ...SAMPLING_OPTIONS,
  },
  sample: (rng, options) => {
    const { cells = 5, shift = 0 } = options;
    const along = (axis: 0 | 1 | 2): readonly number[] => drawShifts(rng.at(axis), cells, shift);
    return { shifts: [along(0), along(1), along(2)], sampling: samplingOf(options) };
  },
  move: (grid, { shifts, sampling }) => {
    const controlShape: Shape = [shifts[0].length + 4, shifts[1].length + 4, shifts[2].length + 4];
    const cellMm = controlSpacingMm(grid, controlShape);
    const limitMm = foldingLimitMm(grid, controlShape);
    const [na, nb, nc] = controlShape;
    // Two locked control points on either side keep the border where it is.
    const mmAt = (axis: 0 | 1 | 2, index: number): number => {
      const wanted = (shifts[axis][index - 2] ?? 0) * cellMm[axis];
      return Math.min(limitMm[axis], Math.max(-limitMm[axis], roundedMm(wanted)));
    };
    const displacementsMm = Array.from({ length: na * nb * nc }, (_, n) => [
      mmAt(0, n % na),
      mmAt(1, Math.floor(n / na) % nb),
      mmAt(2, Math.floor(n / (na * nb))),
    ]).flat();
    const field = fieldOverGrid("gridDistortion", grid, { controlShape, displacementsMm });
    return { grid, toInput: [{ kind: "displacement", field }], sampling };
  },
};

/**
 * Stretches and squeezes slabs along each axis: the lines of a regular grid move, each axis by itself.
 *
 * As MONAI's `RandGridDistortion`, but smooth, by cubic B-splines, and with the borders held.
 *
 * @param options - see {@link GridDistortionOptions}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function gridDistortion(options: GridDistortionOptions = {}): Transform<GridDistortionParameters> {
  return createTransform(gridDistortionDefinition, options);
}

function drawShifts(rng: Rng, cells: number, shift: RandomNumber): readonly number[] {
  return Array.from({ length: cells - 1 }, (_, n) => Math.round(drawNumber(rng.at(n), shift) * 1e6) / 1e6);
}
