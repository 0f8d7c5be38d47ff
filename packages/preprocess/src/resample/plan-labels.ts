import { type Axis, CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { assertBoxWithin, type Box, boxShape } from "../geometry/box.js";
import { axisLine } from "./axis-line.js";
import { type AxisPositions, axisPositions, type Edges } from "./axis-positions.js";
import type { Grid } from "./grid.js";
import { gridMapping } from "./grid-mapping.js";
import { obliquePlacement } from "./oblique-placement.js";
import { perAxis } from "./resampling-options.js";
import type { PointPlan } from "./resampling-plan.js";
import { sourceRegion } from "./source-region.js";

/** One kind for all axes of the labels, or one for each of them. @since 0.1.0 */
export type LabelInterpolation =
  | "nearest"
  | "linear"
  | readonly ["nearest" | "linear", "nearest" | "linear", "nearest" | "linear"];

/** What {@link planLabels} needs beyond the grids. */
export interface LabelRequest extends Edges {
  readonly interpolation: LabelInterpolation;
  /** In voxels of the grid. */
  readonly box: Box;
}

/**
 * Prepares the resampling of labels onto a box of a grid. Only the part of the labels that the box needs is looked at.
 *
 * @throws CmbError as `resampleLabels`
 */
export function planLabels<D extends VoxelArray>(labels: Volume<D>, grid: Grid, request: LabelRequest): PointPlan<D> {
  const { box, outside, interpolation } = request;
  assertBoxWithin("resampleLabels", box, grid.shape);
  const mapping = gridMapping(labels, grid);
  const kinds = perAxis(interpolation);
  const rule = kinds.every((kind) => kind === "nearest") ? "nearest" : "majority";
  const common = { shape: boxShape(box), fill: outside === "edge" ? 0 : outside, rule } as const;
  const { axes } = mapping;
  if (axes === undefined) {
    assertUniform(kinds);
    const { placement, ranges } = obliquePlacement({ mapping, box, edges: request, fullShape: labels.shape }, rule);
    const region = sourceRegion(labels, [0, 1, 2], ranges);
    return { ...common, source: region.data, sourceShape: region.shape, placement };
  }
  const along = (n: Axis): AxisPositions =>
    axisPositions(axisLine({ mapping, axes, box, shape: labels.shape }, n), kinds[axes[n]], request);
  const positions = [along(0), along(1), along(2)] as const;
  const range = (n: Axis): readonly [number, number] => rangeOf(positions[n], labels.shape[axes[n]]);
  const ranges = [range(0), range(1), range(2)] as const;
  const region = sourceRegion(labels, axes, ranges);
  const shifted = (n: Axis): AxisPositions => ({ ...positions[n], at: positions[n].at.map((p) => p - ranges[n][0]) });
  const placement = { kind: "aligned", positions: [shifted(0), shifted(1), shifted(2)] } as const;
  return { ...common, source: region.data, sourceShape: region.shape, placement };
}

function assertUniform(kinds: readonly string[]): void {
  if (kinds.every((kind) => kind === kinds[0])) return;
  const message = `resampleLabels: interpolation is [${kinds}] and the grids' axes are not parallel; give one for all axes`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "interpolation", value: kinds });
}

/** The source voxels around the positions that are inside. */
function rangeOf({ at, from, to }: AxisPositions, length: number): readonly [number, number] {
  if (from >= to) return [0, 1];
  const [first, last] = [at[from] as number, at[to - 1] as number];
  return [Math.floor(Math.min(first, last)), Math.min(length, Math.floor(Math.max(first, last)) + 2)];
}
