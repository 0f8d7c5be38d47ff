import { type Affine, composeAffines, invertAffine, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { gridCentre } from "./grid-centre.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "./sampling-options.js";
import type { MoveSampling, SpatialMove } from "./spatial-move.js";

/** Options of {@link affine}; axes are x, y and z of the world. @since 0.1.0 */
export interface AffineOptions extends SamplingOptions {
  /** 1.1 makes things a tenth larger; `[0.9, 1.1]` unless given. */
  readonly scales?: RandomTriple | undefined;
  /** About x, y and z, right-handed; `[-10, 10]` unless given. */
  readonly degrees?: RandomTriple | undefined;
  /** To the right, the front and the top; 0 unless given. */
  readonly translationMm?: RandomTriple | undefined;
  /** Of x by y, of x by z and of y by z, in mm per mm; 0 unless given. */
  readonly shears?: RandomTriple | undefined;
  /** Whether x, y and z have one scale, the one drawn for x; `false` unless given. */
  readonly isotropic?: boolean | undefined;
}

/** What {@link affine} draws. @since 0.1.0 */
export interface AffineParameters {
  readonly scales: readonly [number, number, number];
  readonly degrees: readonly [number, number, number];
  readonly translationMm: readonly [number, number, number];
  readonly shears: readonly [number, number, number];
  readonly sampling: MoveSampling;
}

/** @internal */
export const affineDefinition: SpatialDefinition<AffineOptions, AffineParameters> = {
  name: "affine",
  kind: "spatial",
  options: {
    scales: randomTripleOption([0.9, 1.1], { above: 0 }),
    degrees: randomTripleOption([-10, 10]),
    translationMm: randomTripleOption(0),
    shears: randomTripleOption(0),
    isotropic: anyOption<boolean>(false, "true or false", (value) => typeof value === "boolean"),
    ...SAMPLING_OPTIONS,
  },
  sample: (rng, options) => {
    const { scales = 1, degrees = 0, translationMm = 0, shears = 0, isotropic = false } = options;
    const drawn = drawTriple(rng.at("scales"), scales);
    return {
      scales: isotropic ? [drawn[0], drawn[0], drawn[0]] : drawn,
      degrees: drawTriple(rng.at("degrees"), degrees),
      translationMm: drawTriple(rng.at("translationMm"), translationMm),
      shears: drawTriple(rng.at("shears"), shears),
      sampling: samplingOf(options),
    };
  },
  move: affineMove,
};

/**
 * Scales, shears, turns and shifts what is on the grid; the grid stays.
 *
 * A point p goes to `c + t + R · H · S · (p − c)`: c is the middle of the grid, S the scales, H the shears, R the rotation
 * about y, then x, then z, and t the translation, all along the axes of the world. Rotations are those of TorchIO and of
 * ITK's `Euler3DTransform`; TorchIO scales after it has turned and shifted.
 *
 * @param options - see {@link AffineOptions}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @example
 * ```ts
 * import { affine } from "@cmb/augment";
 * affine({ degrees: 10, scales: [0.8, 1.25] }).name; // => "affine"
 * ```
 * @since 0.1.0
 */
export function affine(options: AffineOptions = {}): Transform<AffineParameters> {
  return createTransform(affineDefinition, options);
}

/** @internal */
export function affineMove(grid: Grid, parameters: AffineParameters): SpatialMove {
  const matrix = invertAffine(affineMatrix(gridCentre(grid), parameters));
  return { grid, toInput: [{ kind: "affine", matrix }], sampling: parameters.sampling };
}

/** World to world, from the input to the result. */
function affineMatrix(centre: WorldPoint, parameters: Omit<AffineParameters, "sampling">): Affine {
  const { scales, degrees, translationMm, shears } = parameters;
  const [x, y, z] = degrees.map((angle) => (angle * Math.PI) / 180) as [number, number, number];
  const turn = composeAffines(turnAbout(2, z), composeAffines(turnAbout(0, x), turnAbout(1, y)));
  const shear: Affine = [1, shears[0], shears[1], 0, 0, 1, shears[2], 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const scale: Affine = [scales[0], 0, 0, 0, 0, scales[1], 0, 0, 0, 0, scales[2], 0, 0, 0, 0, 1];
  const about = composeAffines(turn, composeAffines(shear, scale));
  const [cx, cy, cz] = centre;
  const back = shift([cx + translationMm[0], cy + translationMm[1], cz + translationMm[2]]);
  return composeAffines(back, composeAffines(about, shift([-cx, -cy, -cz])));
}

function shift([x, y, z]: WorldPoint): Affine {
  return [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1];
}

function turnAbout(axis: 0 | 1 | 2, angle: number): Affine {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  if (axis === 0) return [1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0, 0, 0, 0, 1];
  if (axis === 1) return [c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0, 0, 0, 0, 1];
  return [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
}
