import { type Axis, affineFromSpacing, CmbError, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { gaussianSmooth } from "../gaussian-smooth.js";
import { assertBoxWithin, type Box, boxShape, wholeBox } from "../geometry/box.js";
import { shiftAffine } from "../geometry/shift-affine.js";
import { antialiasSigmaMm } from "./antialias-sigma-mm.js";
import { axisLine } from "./axis-line.js";
import { axisPositions, type Edges } from "./axis-positions.js";
import { type AxisTaps, axisTaps, shiftTaps, tapRange } from "./axis-taps.js";
import type { Grid } from "./grid.js";
import { type GridMapping, gridMapping } from "./grid-mapping.js";
import type { Interpolation } from "./interpolation.js";
import { obliquePlacement } from "./oblique-placement.js";
import { type PlanResamplingOptions, perAxis } from "./resampling-options.js";
import type { PointPlan, ResamplingPlan, SeparablePlan } from "./resampling-plan.js";
import { type SourceRegion, sourceRegion } from "./source-region.js";
import { prefilterBlocks, splinePrefilterInto } from "./spline-prefilter.js";

type Three<T> = readonly [T, T, T];

/**
 * Prepares a plan in steps short enough to stop between them; yields how much of the work is done, 0 to 1.
 *
 * @throws CmbError as `planResampling`, but for options that are none of their values
 */
export function* planSteps(
  volume: Volume<VoxelArray>,
  grid: Grid,
  options: PlanResamplingOptions,
): Generator<number, ResamplingPlan> {
  const { outside = 0, inside = "extent" } = options;
  const box = options.box ?? wholeBox(grid.shape);
  assertBoxWithin("resample", box, grid.shape);
  const request = { volume, box, edges: { outside, inside }, ...relate(volume, grid, options) };
  const { axes } = request.mapping;
  const { region, cubic, kernel } = yield* axes ? separable({ ...request, axes }) : oblique(request);
  const borrowed = region.data === volume.data && cubic.length > 0;
  const source = region.data instanceof Float32Array && !borrowed ? region.data : new Float32Array(region.data);
  yield* prefiltered(source, region.shape, cubic);
  const shape = boxShape(box);
  const fill = outside === "edge" ? 0 : outside;
  return {
    shape,
    affine: shiftAffine(grid.affine, box.from),
    kernel: { shape, fill, source, sourceShape: region.shape, ...kernel },
  };
}

/**
 * Whether each slice of the grid can be planned from a few slices of the image: a spline and smoothing depend on whole
 * lines along theirs.
 */
export function isSliceBySlice(volume: Volume<VoxelArray>, grid: Grid, options: PlanResamplingOptions): boolean {
  const { mapping, kinds, sigmaMm } = relate(volume, grid, options);
  const across = mapping.axes?.[2];
  return across !== undefined && kinds[across] !== "cubic" && sigmaMm[across] === 0;
}

/** What is wanted of the image on that grid. */
interface Relation {
  readonly mapping: GridMapping;
  /** For each axis of the image. */
  readonly kinds: Three<Interpolation>;
  readonly sigmaMm: Three<number>;
}

function relate(
  volume: Volume<VoxelArray>,
  grid: Grid,
  { interpolation = "linear", antialias = false }: PlanResamplingOptions,
): Relation {
  const mapping = gridMapping(volume, grid);
  return { mapping, kinds: perAxis(interpolation), sigmaMm: antialias ? antialiasSigmaMm(volume, mapping) : [0, 0, 0] };
}

interface Request extends Relation {
  readonly volume: Volume<VoxelArray>;
  readonly box: Box;
  readonly edges: Edges;
}

interface Part {
  readonly region: SourceRegion<VoxelArray>;
  readonly kernel: Pick<SeparablePlan, "taps"> | Pick<PointPlan<Float32Array>, "rule" | "placement">;
  /** The axes of the region along which it must become spline coefficients. */
  readonly cubic: readonly Axis[];
}

function* separable(request: Request & { readonly axes: Three<Axis> }): Generator<number, Part> {
  const { volume, kinds, axes, sigmaMm } = request;
  const tapsOf = (n: Axis): AxisTaps => {
    const line = axisLine({ ...request, shape: volume.shape }, n);
    return axisTaps(axisPositions(line, kinds[axes[n]], request.edges), line.length, kinds[axes[n]]);
  };
  const taps = [tapsOf(0), tapsOf(1), tapsOf(2)] as const;
  // Coefficients and smoothed values depend on the whole line.
  const rangeOf = (n: Axis): readonly [number, number] =>
    taps[n].count === 4 || sigmaMm[axes[n]] > 0 ? [0, volume.shape[axes[n]]] : tapRange(taps[n]);
  const ranges = [rangeOf(0), rangeOf(1), rangeOf(2)] as const;
  const shifted = (n: Axis): AxisTaps => shiftTaps(taps[n], ranges[n][0]);
  const byAxis = (values: Three<number>): Three<number> => [values[axes[0]], values[axes[1]], values[axes[2]]];
  const region = sourceRegion(volume, axes, ranges);
  const affine = affineFromSpacing(byAxis(spacing(volume.affine)));
  return {
    region: yield* smoothed({ ...region, affine }, byAxis(sigmaMm)),
    kernel: { taps: [shifted(0), shifted(1), shifted(2)] },
    cubic: ([0, 1, 2] as const).filter((n) => taps[n].count === 4),
  };
}

function* oblique({ volume, kinds, mapping, box, edges, sigmaMm }: Request): Generator<number, Part> {
  const [rule, ...others] = kinds;
  if (others.some((kind) => kind !== rule)) {
    const message = `resample: interpolation is [${kinds}] and the grids' axes are not parallel; give one interpolation for all axes`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "interpolation", value: kinds });
  }
  const { placement, ranges } = obliquePlacement({ mapping, box, edges, fullShape: volume.shape }, rule);
  return {
    region: sourceRegion(yield* smoothed(volume, sigmaMm), [0, 1, 2], ranges),
    kernel: { rule, placement },
    cubic: rule === "cubic" ? [0, 1, 2] : [],
  };
}

/** Voxels to a slab: some milliseconds of work. */
const SMOOTHED_VOXELS = 1_048_576;

/** Within the slices first, some slices at a time, then across them. */
function* smoothed(volume: Volume<VoxelArray>, sigmaMm: Three<number>): Generator<number, Volume<VoxelArray>> {
  const [ni, nj, nk] = volume.shape;
  let image = volume;
  if (sigmaMm[0] > 0 || sigmaMm[1] > 0) {
    const data = new Float32Array(volume.data.length);
    const thickness = Math.max(1, Math.floor(SMOOTHED_VOXELS / (ni * nj)));
    for (let k = 0; k < nk; k += thickness) {
      const to = Math.min(nk, k + thickness);
      const slab = {
        ...volume,
        data: volume.data.subarray(ni * nj * k, ni * nj * to),
        shape: [ni, nj, to - k],
      } as const;
      data.set(gaussianSmooth(slab, { sigmaMm: [sigmaMm[0], sigmaMm[1], 0] }).data, ni * nj * k);
      yield to / nk / 3;
    }
    image = { ...volume, data };
  }
  if (sigmaMm[2] > 0) {
    image = gaussianSmooth(image, { sigmaMm: [0, 0, sigmaMm[2]] });
    yield 1 / 2;
  }
  return image;
}

function* prefiltered(data: Float32Array, shape: Shape, axes: readonly Axis[]): Generator<number, void> {
  for (const [n, axis] of axes.entries()) {
    const blocks = prefilterBlocks(shape, axis);
    for (let block = 0; block < blocks; block++) {
      splinePrefilterInto({ shape, axis, block }, data);
      yield (1 + (n + (block + 1) / blocks) / axes.length) / 2;
    }
  }
}
