import type { VoxelIndex } from "@cmb/core";
import { profileAt } from "../acquisition/slice-weights.js";

/** What is left of the signal in cells that divide the voxels of a grid. @internal */
export interface CellFactor {
  /** First cell of the box, in cells of the grid: cell c lies in voxel `floor(c / division)`. */
  readonly from: VoxelIndex;
  readonly cells: readonly [number, number, number];
  /** Cells of a voxel along each axis. */
  readonly division: readonly [number, number, number];
  /** i fastest. */
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/** The same in voxels, as the scanner would show it. @internal */
export interface VoxelFactor {
  readonly from: VoxelIndex;
  readonly voxels: readonly [number, number, number];
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/**
 * How an axis is resolved: by a limited part of k-space, `sin(πt/w)/(πt/w)` with `w` the acquired over the shown voxel
 * size, or by the profile of a slice, `w` times the distance of slices wide at half height.
 *
 * @internal
 */
export interface AxisResolution {
  readonly by: "k-space" | "slice";
  readonly widthVoxels: number;
}

/** The voxels to compute. @internal */
export interface AcquireLocallyOptions {
  readonly from: VoxelIndex;
  readonly voxels: readonly [number, number, number];
  readonly resolution: readonly [AxisResolution, AxisResolution, AxisResolution];
}

/**
 * Takes a complex factor through the acquisition, for a signal that is constant around it.
 *
 * The point spread is separable along the axes of the grid. It acts on the factor minus 1, so that whatever lies outside
 * of the cells counts as unchanged.
 *
 * @internal
 */
export function acquireLocally(factor: CellFactor, options: AcquireLocallyOptions): VoxelFactor {
  const { from, voxels, resolution } = options;
  const changed = { real: factor.real.map((value) => value - 1), imaginary: factor.imaginary };
  let shape: readonly [number, number, number] = factor.cells;
  let image: { readonly real: Float32Array; readonly imaginary: Float32Array } = changed;
  // The axis that shrinks most goes first: it leaves the least work to the others.
  const axes = ([0, 1, 2] as const).toSorted((a, b) => voxels[a] / factor.cells[a] - voxels[b] / factor.cells[b]);
  for (const axis of axes) {
    const weights = pointSpread(resolution[axis], {
      from: from[axis],
      voxels: voxels[axis],
      firstCell: factor.from[axis],
      cells: factor.cells[axis],
      division: factor.division[axis],
    });
    const next = shape.with(axis, voxels[axis]) as [number, number, number];
    const project = (data: Float32Array): Float32Array => projectAxis(data, { shape, next, axis, weights });
    image = { real: project(image.real), imaginary: project(image.imaginary) };
    shape = next;
  }
  return { from, voxels, real: image.real.map((value) => value + 1), imaginary: image.imaginary };
}

interface AxisCells {
  readonly from: number;
  readonly voxels: number;
  readonly firstCell: number;
  readonly cells: number;
  readonly division: number;
}

/** One row of weights for each voxel. */
function pointSpread(
  { by, widthVoxels }: AxisResolution,
  { from, voxels, firstCell, cells, division }: AxisCells,
): Float64Array {
  const weights = new Float64Array(voxels * cells);
  const spread = by === "k-space" ? sinc : profile;
  for (let voxel = 0; voxel < voxels; voxel++) {
    for (let cell = 0; cell < cells; cell++) {
      const centre = (firstCell + cell + 0.5) / division - 0.5;
      weights[voxel * cells + cell] = spread((centre - from - voxel) / widthVoxels) / (widthVoxels * division);
    }
  }
  if (by === "slice") normaliseRows(weights, cells);
  return weights;
}

function sinc(t: number): number {
  return t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
}

/** Widths from the middle past which nothing of a profile is left. */
const PROFILE_REACH = 1.1;

function profile(t: number): number {
  return Math.abs(t) > PROFILE_REACH ? 0 : profileAt(t, 1);
}

/** A few cells sample the edges of a profile coarsely: where all of it lies within the cells, it must sum to 1. */
function normaliseRows(weights: Float64Array, cells: number): void {
  for (let row = 0; row < weights.length; row += cells) {
    const part = weights.subarray(row, row + cells);
    const whole = part[0] === 0 && part[cells - 1] === 0;
    const sum = part.reduce((total, weight) => total + weight, 0);
    if (whole && sum > 0) for (let n = 0; n < cells; n++) part[n] = (part[n] as number) / sum;
  }
}

interface Projection {
  readonly shape: readonly [number, number, number];
  readonly next: readonly [number, number, number];
  readonly axis: 0 | 1 | 2;
  readonly weights: Float64Array;
}

/** Replaces the cells along one axis by the voxels that `weights` make of them. */
function projectAxis(data: Float32Array, { shape, next, axis, weights }: Projection): Float32Array {
  const out = new Float32Array(next[0] * next[1] * next[2]);
  const cells = shape[axis];
  const voxels = next[axis];
  const inner = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const outer = data.length / (inner * cells);
  for (let block = 0; block < outer; block++) {
    for (let voxel = 0; voxel < voxels; voxel++) {
      const target = (block * voxels + voxel) * inner;
      for (let cell = 0; cell < cells; cell++) {
        const weight = weights[voxel * cells + cell] as number;
        if (weight === 0) continue;
        const source = (block * cells + cell) * inner;
        for (let n = 0; n < inner; n++)
          out[target + n] = (out[target + n] as number) + weight * (data[source + n] as number);
      }
    }
  }
  return out;
}
