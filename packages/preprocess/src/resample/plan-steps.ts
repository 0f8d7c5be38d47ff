import { type Axis, CmbError, type Shape, type Volume, type VoxelArray } from "@cmb/core";
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
  const { interpolation = "linear", outside = 0, inside = "extent", antialias = false } = options;
  const box = options.box ?? wholeBox(grid.shape);
  assertBoxWithin("resample", box, grid.shape);
  const mapping = gridMapping(volume, grid);
  const image = antialias ? yield* smoothed(volume, antialiasSigmaMm(volume, mapping)) : volume;
  const request = { image, mapping, box, edges: { outside, inside }, kinds: perAxis(interpolation) };
  const { region, cubic, kernel } = mapping.axes ? separable({ ...request, axes: mapping.axes }) : oblique(request);
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

interface Request {
  readonly image: Volume<VoxelArray>;
  readonly mapping: GridMapping;
  readonly box: Box;
  readonly edges: Edges;
  /** For each axis of the image. */
  readonly kinds: Three<Interpolation>;
}

interface Part {
  readonly region: SourceRegion<VoxelArray>;
  readonly kernel: Pick<SeparablePlan, "taps"> | Pick<PointPlan<Float32Array>, "rule" | "placement">;
  /** The axes of the region along which it must become spline coefficients. */
  readonly cubic: readonly Axis[];
}

function separable({ image, kinds, axes, ...request }: Request & { readonly axes: Three<Axis> }): Part {
  const tapsOf = (n: Axis): AxisTaps => {
    const line = axisLine({ ...request, axes, shape: image.shape }, n);
    return axisTaps(axisPositions(line, kinds[axes[n]], request.edges), line.length, kinds[axes[n]]);
  };
  const taps = [tapsOf(0), tapsOf(1), tapsOf(2)] as const;
  // Coefficients depend on the whole line.
  const rangeOf = (n: Axis): readonly [number, number] =>
    taps[n].count === 4 ? [0, image.shape[axes[n]]] : tapRange(taps[n]);
  const ranges = [rangeOf(0), rangeOf(1), rangeOf(2)] as const;
  const shifted = (n: Axis): AxisTaps => shiftTaps(taps[n], ranges[n][0]);
  return {
    region: sourceRegion(image, axes, ranges),
    kernel: { taps: [shifted(0), shifted(1), shifted(2)] },
    cubic: ([0, 1, 2] as const).filter((n) => taps[n].count === 4),
  };
}

function oblique({ image, kinds, mapping, box, edges }: Request): Part {
  const [rule, ...others] = kinds;
  if (others.some((kind) => kind !== rule)) {
    const message = `resample: interpolation is [${kinds}] and the grids' axes are not parallel; give one interpolation for all axes`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "interpolation", value: kinds });
  }
  const { placement, ranges } = obliquePlacement({ mapping, box, edges, fullShape: image.shape }, rule);
  return {
    region: sourceRegion(image, [0, 1, 2], ranges),
    kernel: { rule, placement },
    cubic: rule === "cubic" ? [0, 1, 2] : [],
  };
}

function* smoothed(volume: Volume<VoxelArray>, sigmaMm: Three<number>): Generator<number, Volume<VoxelArray>> {
  let image = volume;
  for (const axis of [0, 1, 2] as const) {
    if (sigmaMm[axis] === 0) continue;
    const along = (n: Axis): number => (n === axis ? sigmaMm[axis] : 0);
    image = gaussianSmooth(image, { sigmaMm: [along(0), along(1), along(2)] });
    yield (axis + 1) / 6;
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
