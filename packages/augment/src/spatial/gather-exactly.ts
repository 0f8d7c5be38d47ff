import { type Affine, type Axis, CmbError, permuteAxes, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import { type Grid, newVoxels } from "@cmb/preprocess";
import { outsideValue } from "./outside-value.js";
import type { MoveSampling } from "./spatial-move.js";

interface ExactGather {
  readonly grid: Grid;
  /** Voxel of the result to voxel of the input: whole numbers but for rounding, one to a row and column. */
  readonly toVoxel: Affine;
  readonly outside: MoveSampling["outside"];
}

/** Copies voxels to where they belong; no value is made up between them. The box is cut out first, and then turned. */
export function gatherExactly<D extends VoxelArray>(volume: Volume<D>, gather: ExactGather): Volume<D> {
  const { grid, toVoxel, outside } = gather;
  const along = ([0, 1, 2] as const).map((n) => axisOf(toVoxel, n));
  const order = along.map(({ axis }) => axis) as [Axis, Axis, Axis];
  const flip = along.map(({ isFlipped }) => isFlipped) as [boolean, boolean, boolean];
  const from: [number, number, number] = [0, 0, 0];
  const lengths: [number, number, number] = [1, 1, 1];
  for (const [n, { axis, isFlipped }] of along.entries()) {
    const length = grid.shape[n as Axis];
    const first = whole(toVoxel[4 * axis + 3] as number);
    from[axis] = isFlipped ? first - (length - 1) : first;
    lengths[axis] = length;
  }
  const part = cutOut(volume, { from, shape: lengths, outside });
  const isTurned = flip.includes(true) || order.some((axis, n) => axis !== n);
  const { data } = isTurned ? permuteAxes(part, { order, flip }) : part;
  return { data: data === volume.data ? (data.slice() as D) : data, shape: grid.shape, affine: grid.affine };
}

/** The axis of the input along which axis n of the result runs. */
function axisOf(m: Affine, n: Axis): { readonly axis: Axis; readonly isFlipped: boolean } {
  const column = [m[n], m[4 + n], m[8 + n]].map((entry) => whole(entry as number));
  const axis = column.findIndex((entry) => entry !== 0) as Axis;
  return { axis, isFlipped: (column[axis] as number) < 0 };
}

interface Window {
  readonly from: readonly [number, number, number];
  readonly shape: Shape;
  readonly outside: MoveSampling["outside"];
}

/** A box of voxels, which may reach beyond the volume; the volume itself where the box is all of it. */
function cutOut<D extends VoxelArray>(volume: Volume<D>, { from, shape, outside }: Window): Volume<D> {
  const [si, sj, sk] = volume.shape;
  const [ni, nj, nk] = shape;
  if (from.every((first) => first === 0) && shape.every((n, axis) => n === volume.shape[axis as Axis])) return volume;
  const data = newVoxels("augment", volume.data, shape);
  const reachesOut = from.some((first, axis) => first < 0 || first + shape[axis as Axis] > volume.shape[axis as Axis]);
  if (reachesOut && outside !== "edge") data.fill(outsideValue(volume, outside));
  const place = (t: number, length: number): number => {
    if (t >= 0 && t < length) return t;
    return outside === "edge" ? Math.min(length - 1, Math.max(0, t)) : -1;
  };
  const [first, end] = [Math.max(0, from[0]), Math.min(si, from[0] + ni)];
  for (let k = 0; k < nk; k++) {
    const c = place(from[2] + k, sk);
    for (let j = 0; j < nj; j++) {
      const b = place(from[1] + j, sj);
      if (b < 0 || c < 0) continue;
      const source = si * (b + sj * c);
      const start = ni * (j + nj * k);
      if (end > first) data.set(volume.data.subarray(source + first, source + end), start + first - from[0]);
      if (!reachesOut || outside !== "edge") continue;
      data.fill(volume.data[source] as number, start, start + Math.min(ni, Math.max(0, -from[0])));
      data.fill(volume.data[source + si - 1] as number, start + Math.max(0, Math.min(ni, si - from[0])), start + ni);
    }
  }
  return { ...volume, data, shape };
}

/** Farther from a whole number than the rounding of affines with an origin of some hundred mm. */
const SLACK = 1e-4;

function whole(value: number): number {
  const rounded = Math.round(value);
  if (Math.abs(value - rounded) < SLACK) return rounded + 0;
  const message = `augment: a move without interpolation wants voxel ${value}; give it \`sampling\`, as it falls between voxels`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "move", value });
}
