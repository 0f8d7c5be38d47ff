import { type Axis, invertAffine, type Shape, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import {
  type Grid,
  linearRowInto,
  majorityRowInto,
  nearestRowInto,
  newRowPositions,
  newVoxels,
  type PointRow,
  prefilterBlocks,
  type RowPositions,
  splinePrefilterInto,
  splineRowInto,
} from "@cmb/preprocess";
import type { TransformTools } from "../definition/transform-tools.js";
import { outsideValue } from "./outside-value.js";
import { createRowMapper } from "./row-mapper.js";
import type { MoveSampling, WorldMap } from "./spatial-move.js";

type Rule = "nearest" | "linear" | "cubic" | "majority";

interface Interpolation extends TransformTools {
  /** Of the result. */
  readonly grid: Grid;
  readonly toInput: readonly WorldMap[];
  readonly rule: Rule;
  readonly outside: MoveSampling["outside"];
}

const rowKernels: Readonly<Record<Rule, (row: PointRow, out: VoxelArray) => void>> = {
  nearest: nearestRowInto,
  linear: linearRowInto,
  cubic: splineRowInto,
  majority: majorityRowInto,
};

/** A volume where the maps say that each voxel of the grid comes from, computed once, row by row. */
export async function interpolateAt<D extends VoxelArray>(
  volume: Volume<D>,
  { grid, toInput, rule, outside, signal }: Interpolation,
): Promise<Volume<D>> {
  const { shape } = volume;
  const [ni, nj, nk] = grid.shape;
  const data = newVoxels("augment", volume.data, grid.shape);
  const mapRow = createRowMapper({ grid, maps: toInput, toVoxel: invertAffine(volume.affine) });
  const source = rule === "cubic" ? await splineCoefficients(volume, signal) : volume.data;
  // Found when the first voxel needs it.
  let fill: number | undefined;
  const positions = newRowPositions(ni);
  const beyond = new Uint8Array(ni);
  const task = startLongTask(nk, { signal });
  for (let k = 0; k < nk; k++) {
    await task.advance("moving", k);
    for (let j = 0; j < nj; j++) {
      mapRow(j, k, positions);
      const isCut = holdWithin(positions, shape, beyond);
      const start = ni * (j + nj * k);
      rowKernels[rule]({ source, shape, positions, start, from: 0, to: ni }, data);
      if (!isCut || outside === "edge") continue;
      fill ??= outsideValue(volume, outside);
      fillBeyond(data, { beyond, fill, start });
    }
  }
  return { data, shape: grid.shape, affine: grid.affine };
}

/** Half a voxel around the outermost centres belongs to the image, as in ITK; the rest is for rounding in headers. */
const RIM = 0.5 + 1e-5;

/** Holds positions within the outermost centres; says whether any lay beyond the image, and marks those that did. */
function holdWithin(positions: RowPositions, shape: Shape, beyond: Uint8Array): boolean {
  beyond.fill(0);
  const along = (at: Float64Array, axis: Axis): boolean => holdAxis(at, shape[axis] - 1, beyond);
  const [i, j, k] = [along(positions.i, 0), along(positions.j, 1), along(positions.k, 2)];
  return i || j || k;
}

function holdAxis(at: Float64Array, last: number, beyond: Uint8Array): boolean {
  let isCut = false;
  for (let t = 0; t < at.length; t++) {
    const position = at[t] as number;
    if (position >= 0 && position <= last) continue;
    if (position < -RIM || position > last + RIM) {
      beyond[t] = 1;
      isCut = true;
    }
    at[t] = position > last ? last : 0;
  }
  return isCut;
}

function fillBeyond(
  data: VoxelArray,
  { beyond, fill, start }: { readonly beyond: Uint8Array; readonly fill: number; readonly start: number },
): void {
  for (let t = 0; t < beyond.length; t++) if (beyond[t] === 1) data[start + t] = fill;
}

async function splineCoefficients(
  { data, shape }: Volume<VoxelArray>,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const coefficients = Float32Array.from(data);
  const axes = [0, 1, 2] as const;
  const total = axes.reduce<number>((sum, axis) => sum + prefilterBlocks(shape, axis), 0);
  const task = startLongTask(total, { signal });
  let done = 0;
  for (const axis of axes) {
    for (let block = 0; block < prefilterBlocks(shape, axis); block++) {
      await task.advance("preparing splines", done++);
      splinePrefilterInto({ shape, axis, block }, coefficients);
    }
  }
  return coefficients;
}
