import { CmbError, type Rng, type Shape } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { anyOption, isNumberWithin, type Option, wordOption } from "../definition/option.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { fieldOverGrid, foldingLimitMm, roundedMm } from "./control-grid.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "./sampling-options.js";
import type { MoveSampling } from "./spatial-move.js";

/** Options of {@link elastic}. @since 0.1.0 */
export interface ElasticOptions extends SamplingOptions {
  /** Along each axis of the grid, at least 4; 7 unless given. */
  readonly controlPoints?: number | Shape | undefined;
  /** The largest displacement of a control point along each axis of the grid; 4 unless given. */
  readonly maximumMm?: RandomTriple | undefined;
  /** Outermost layers of control points that do not move: 0, 1 or 2. With 2 the border stays; 2 unless given. */
  readonly lockedBorders?: 0 | 1 | 2 | undefined;
  /**
   * Where `maximumMm` is so large that the field could fold, at 0.4 of the control points' spacing: `"limit"` takes that,
   * `"refuse"` throws; `"limit"` unless given.
   */
  readonly folding?: "limit" | "refuse" | undefined;
}

/** What {@link elastic} draws. @since 0.1.0 */
export interface ElasticParameters {
  readonly controlShape: Shape;
  /** From a place in the result to the place in the input that it shows, along the grid's axes; three to a control point. */
  readonly displacementsMm: readonly number[];
  readonly sampling: MoveSampling;
}

const controlPoints: Option<number | Shape> = anyOption<number | Shape>(
  7,
  "a whole number from 4, or three of them",
  (value) => {
    const isCount = (one: unknown): boolean => isNumberWithin(one, { minimum: 4, maximum: 64, whole: true });
    return isCount(value) || (Array.isArray(value) && value.length === 3 && value.every(isCount));
  },
);

/** @internal */
export const elasticDefinition: SpatialDefinition<ElasticOptions, ElasticParameters> = {
  name: "elastic",
  kind: "spatial",
  options: {
    controlPoints,
    maximumMm: randomTripleOption(4, { minimum: 0 }),
    lockedBorders: anyOption<0 | 1 | 2>(2, "0, 1 or 2", (value) => value === 0 || value === 1 || value === 2),
    folding: wordOption<"limit" | "refuse">("limit", ["limit", "refuse"]),
    ...SAMPLING_OPTIONS,
  },
  sample: (rng, options, grid) => {
    const { controlPoints: count = 7, lockedBorders = 2 } = options;
    const controlShape: Shape = typeof count === "number" ? [count, count, count] : count;
    const maximumMm = allowedMm(drawTriple(rng.at("maximumMm"), options.maximumMm ?? 0), {
      grid,
      controlShape,
      options,
    });
    return {
      controlShape,
      displacementsMm: drawDisplacements(rng.at("displacements"), { controlShape, lockedBorders, maximumMm }),
      sampling: samplingOf(options),
    };
  },
  move: (grid, { controlShape, displacementsMm, sampling }) => ({
    grid,
    toInput: [{ kind: "displacement", field: fieldOverGrid("elastic", grid, { controlShape, displacementsMm }) }],
    sampling,
  }),
};

/**
 * A smooth deformation by cubic B-splines on a coarse grid of control points, which move at random.
 *
 * The spline is computed exactly at every voxel, and affine maps before or after it are made in the same interpolation.
 * A lesion of 3 mm keeps its shape where control points are tens of mm apart, and is stretched where they are near.
 *
 * @param options - see {@link ElasticOptions}
 * @returns a transform with an inverse, found by fixed-point iteration
 * @throws CmbError `INVALID_ARGUMENT` that names the option; on `sample` with `folding: "refuse"`, and on `apply` to a grid
 * much smaller than the one that was drawn for, `OUT_OF_RANGE` with the largest displacement that cannot fold
 * @see Rueckert et al. 1999, doi:10.1109/42.796284, for the deformation
 * @since 0.1.0
 */
export function elastic(options: ElasticOptions = {}): Transform<ElasticParameters> {
  return createTransform(elasticDefinition, options);
}

interface Allowed {
  readonly grid: Grid;
  readonly controlShape: Shape;
  readonly options: ElasticOptions;
}

function allowedMm(
  wanted: readonly [number, number, number],
  { grid, controlShape, options }: Allowed,
): readonly [number, number, number] {
  const limits = foldingLimitMm(grid, controlShape);
  const along = (axis: 0 | 1 | 2): number => {
    if (wanted[axis] <= limits[axis] || options.folding !== "refuse") return Math.min(wanted[axis], limits[axis]);
    const message = `elastic: displacements of ${wanted[axis]} mm along axis ${axis} can fold the image; give at most ${limits[axis]} mm or fewer control points`;
    throw new CmbError("OUT_OF_RANGE", message, {
      name: "maximumMm",
      value: wanted[axis],
      minimum: 0,
      maximum: limits[axis],
    });
  };
  return [along(0), along(1), along(2)];
}

interface Displacements {
  readonly controlShape: Shape;
  readonly lockedBorders: number;
  readonly maximumMm: readonly [number, number, number];
}

function drawDisplacements(rng: Rng, { controlShape, lockedBorders, maximumMm }: Displacements): readonly number[] {
  const [na, nb, nc] = controlShape;
  const isLocked = (index: number, count: number): boolean => index < lockedBorders || index >= count - lockedBorders;
  return Array.from({ length: na * nb * nc }, (_, n) => {
    const [a, b, c] = [n % na, Math.floor(n / na) % nb, Math.floor(n / (na * nb))];
    const drawn = maximumMm.map((most) => roundedMm(rng.uniform(-most, most)));
    return isLocked(a, na) || isLocked(b, nb) || isLocked(c, nc) ? [0, 0, 0] : drawn;
  }).flat();
}
