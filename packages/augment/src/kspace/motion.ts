import { type Affine, type Axis, composeAffines, type Volume, voxelToWorld } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import {
  drawChoice,
  drawNumber,
  drawTriple,
  type RandomNumber,
  type RandomTriple,
  randomNumberOption,
  randomTripleOption,
} from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { finiteRange } from "../values/statistics.js";
import { axesOption } from "./axes-option.js";
import { type FilteredImage, filterLines, fromShifted } from "./filter-lines.js";
import { movedImage } from "./moved-image.js";

/** What {@link motion} draws from. @since 0.1.0 */
export interface MotionOptions {
  /** How often the head moves, a whole number of 1 or more; 2 unless given. A drawn number is rounded. */
  readonly movements?: RandomNumber;
  /** By how much the head is turned about each world axis; −10 to 10 unless given. */
  readonly degrees?: RandomTriple;
  /** By how much it is displaced along each world axis; −10 to 10 unless given. */
  readonly translationMm?: RandomTriple;
  /** Voxel axes of which one is the slow one, whose lines are measured one after another; `[2]` unless given. */
  readonly axes?: readonly Axis[];
}

/** Where the head is from a moment on. @since 0.1.0 */
export interface Movement {
  /** 0 is the first line, 1 the last one. */
  readonly time: number;
  readonly degrees: readonly [number, number, number];
  readonly translationMm: readonly [number, number, number];
}

/** What {@link motion} drew. @since 0.1.0 */
export interface MotionParameters {
  readonly axis: Axis;
  /** In the order of time. */
  readonly movements: readonly Movement[];
}

/** @internal */
export const motionDefinition: IntensityDefinition<MotionOptions, MotionParameters> = {
  name: "motion",
  kind: "intensity",
  options: {
    movements: randomNumberOption(2, { minimum: 0, maximum: 100 }),
    degrees: randomTripleOption([-10, 10]),
    translationMm: randomTripleOption([-10, 10]),
    axes: axesOption([2]),
  },
  sample: (rng, { movements, degrees, translationMm, axes }) => {
    const count = Math.round(drawNumber(rng.at("movements"), movements));
    const step = 1 / (count + 1);
    return {
      axis: drawChoice(rng.at("axis"), axes),
      movements: Array.from({ length: count }, (_, n) => ({
        time: step * (n + 1 + rng.at("time", n).uniform(-JITTER, JITTER)),
        degrees: drawTriple(rng.at("degrees", n), degrees),
        translationMm: drawTriple(rng.at("translationMm", n), translationMm),
      })),
    };
  },
  apply: async (volume, { axis, movements }, tools) => {
    const { data, shape } = volume;
    if (movements.length === 0) return { ...volume, data: data.slice() };
    const { minimum } = finiteRange(data);
    const changes: FilteredImage[] = [];
    for (const { movement, from, to } of segmentsOf(movements, shape[axis])) {
      if (from === to || movement === undefined) continue;
      // All lines together are all of k-space: to the unmoved image comes what moved lines differ by.
      const looks = { affine: movedAffine(volume, movement), outside: minimum, less: data };
      const moved = await movedImage(volume, { ...looks, ...tools });
      const lines = Float64Array.from({ length: shape[axis] }, (_, k) => (k >= from && k < to ? 1 : 0));
      changes.push({ data: moved, weights: { real: fromShifted(lines) } });
    }
    const out = await filterLines(changes, { shape, axis, ...tools });
    for (let v = 0; v < out.length; v++) out[v] = (out[v] as number) + (data[v] as number);
    return { ...volume, data: out };
  },
};

/** Of the time between two movements, how far each is moved to either side. */
const JITTER = 0.3;

/**
 * Motion between lines of k-space: the head is somewhere else for a part of the scan, and k-space is put together from all its positions.
 *
 * TorchIO's `Motion` after Shaw et al.: lines along the slow axis are measured from the lowest to the highest frequency; from each moment on, they
 * come from the image resampled at another rigid position. The position of the middle of k-space is the unmoved one, so that the image stays where
 * its labels are. The real part is shown, and what is outside has the lowest value, as there. Rotations are about the middle of the grid,
 * `Rz Rx Ry` in RAS, in the sense that the picture turns by the inverse; TorchIO means that too, and turns about the origin of the world.
 *
 * The slow axis alone is transformed: what is done along it commutes with the transforms along the others.
 *
 * @param options - see {@link MotionOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Shaw et al. 2019, MRI k-space motion artefact augmentation, proceedings.mlr.press/v102/shaw19a.html
 * @since 0.1.0
 */
export function motion(options: MotionOptions = {}): Transform<MotionParameters> {
  return createTransform(motionDefinition, options);
}

interface Segment {
  /** The head is where it was where there is none. */
  readonly movement: Movement | undefined;
  readonly from: number;
  readonly to: number;
}

/** Which lines, by place in k-space, were measured with the head where. */
function segmentsOf(movements: readonly Movement[], lines: number): readonly Segment[] {
  const starts = [0, ...movements.map(({ time }) => Math.min(lines, Math.max(0, Math.floor(time * lines))))];
  const positions: (Movement | undefined)[] = [undefined, ...movements];
  // The unmoved head changes places with the one of the middle lines.
  const later = movements.findIndex(({ time }) => time > 0.5);
  const middle = later === -1 ? movements.length : later;
  [positions[0], positions[middle]] = [positions[middle], positions[0]];
  return positions.map((movement, n) => ({
    movement,
    from: starts[n] as number,
    to: Math.max(starts[n] as number, starts[n + 1] ?? lines),
  }));
}

/** Where the voxels of the result look in the unmoved image: turned about the middle of the grid, then displaced. */
function movedAffine({ shape, affine }: Volume, { degrees, translationMm }: Movement): Affine {
  const centre = voxelToWorld(affine, [(shape[0] - 1) / 2, (shape[1] - 1) / 2, (shape[2] - 1) / 2]);
  const [a, b, c] = degrees.map((angle) => (angle * Math.PI) / 180) as [number, number, number];
  const aboutX: Affine = [1, 0, 0, 0, 0, Math.cos(a), -Math.sin(a), 0, 0, Math.sin(a), Math.cos(a), 0, 0, 0, 0, 1];
  const aboutY: Affine = [Math.cos(b), 0, Math.sin(b), 0, 0, 1, 0, 0, -Math.sin(b), 0, Math.cos(b), 0, 0, 0, 0, 1];
  const aboutZ: Affine = [Math.cos(c), -Math.sin(c), 0, 0, Math.sin(c), Math.cos(c), 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const shift = ([x, y, z]: readonly [number, number, number]): Affine => [
    1,
    0,
    0,
    x,
    0,
    1,
    0,
    y,
    0,
    0,
    1,
    z,
    0,
    0,
    0,
    1,
  ];
  const parts = [
    shift(translationMm),
    shift(centre),
    aboutZ,
    aboutX,
    aboutY,
    shift([-centre[0], -centre[1], -centre[2]]),
    affine,
  ];
  return parts.reduce(composeAffines);
}
