import { type Affine, invertAffine, spacing, worldToVoxel } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { dipoleFactor } from "../objects/dipole-factor.js";
import type { DipoleSphere } from "../objects/scene-object.js";
import { acquireLocally, type CellFactor, type VoxelFactor } from "./acquire-locally.js";
import { axisResolutions, type SettledProtocol } from "./settle-protocol.js";

const FINE_CELL_MM = 0.25;
const COARSE_CELL_MM = 0.5;
/** Above this radius the field is smooth enough for the coarse cells. */
const LARGE_RADIUS_MM = 1.2;
const MOST_REACH_MM = 23;
/** Truncated k-space rings: so many voxels past the field are computed as well. */
const RINGING_VOXELS = 4;
const BEYOND_VOXELS = 6;

/**
 * The factor that balls multiply a scan by where its signal is constant around them, as the scanner would show it.
 *
 * Dipole fields on cells of 0.25 mm, 0.5 mm around a ball of more than 1.2 mm, at least two to a voxel along each axis;
 * then the point spread of the acquisition.
 *
 * @param spheres - one object, in RAS+ mm
 * @param grid - of the scan; any affine
 * @returns the factors of a box of voxels, which may reach beyond the grid; `undefined` where nothing of it meets it
 * @internal
 */
export function dipolesOnGrid(
  spheres: readonly DipoleSphere[],
  grid: Grid,
  protocol: SettledProtocol,
): VoxelFactor | undefined {
  const cellMm = spheres.some(({ radiusMm }) => radiusMm > LARGE_RADIUS_MM) ? COARSE_CELL_MM : FINE_CELL_MM;
  const division = spacing(grid.affine).map((side) => Math.max(2, Math.ceil(side / cellMm))) as [
    number,
    number,
    number,
  ];
  const factor = factorInCells(spheres, grid, { division, protocol });
  if (factor === undefined) return undefined;
  const box = ([0, 1, 2] as const).map((axis) => {
    const n = division[axis];
    const first = Math.floor(factor.from[axis] / n) - RINGING_VOXELS;
    const last = Math.ceil((factor.from[axis] + factor.cells[axis]) / n) + RINGING_VOXELS;
    return { first: Math.max(0, first), end: Math.min(grid.shape[axis] as number, last) };
  });
  const from = box.map(({ first }) => first) as [number, number, number];
  const voxels = box.map(({ first, end }) => end - first) as [number, number, number];
  if (voxels.some((n) => n < 1)) return undefined;
  return acquireLocally(factor, { from, voxels, resolution: axisResolutions(grid.affine, protocol) });
}

interface Cells {
  readonly division: readonly [number, number, number];
  readonly protocol: SettledProtocol;
}

/** The cells around an object, in a grid of their own that reaches a little beyond the scan. */
function factorInCells(
  spheres: readonly DipoleSphere[],
  { affine, shape: scan }: Grid,
  { division, protocol }: Cells,
): CellFactor | undefined {
  const inverse = invertAffine(affine);
  const centres = spheres.map(({ centreMm }) => worldToVoxel(affine, centreMm));
  const first: number[] = [];
  const shape: number[] = [];
  for (const axis of [0, 1, 2] as const) {
    const reach = MOST_REACH_MM * Math.hypot(...inverse.slice(4 * axis, 4 * axis + 3));
    const nearest = Math.floor(Math.min(...centres.map((centre) => centre[axis])) - reach);
    const farthest = Math.ceil(Math.max(...centres.map((centre) => centre[axis])) + reach);
    // What lies further out reaches the scan by ringing alone.
    const low = Math.max(-BEYOND_VOXELS, nearest);
    const high = Math.min(scan[axis] - 1 + BEYOND_VOXELS, farthest);
    if (high < low) return undefined;
    first.push(low * division[axis]);
    shape.push((high - low + 1) * division[axis]);
  }
  const cellGrid = { shape: shape as [number, number, number], affine: cellAffine(affine, division, first) };
  const settings = { ...protocol, b0Direction: protocol.b0Direction };
  const factor = dipoleFactor(spheres, cellGrid, settings);
  if (factor === undefined) return undefined;
  const from = factor.start.map((start, axis) => start + (first[axis] as number)) as [number, number, number];
  return { from, cells: factor.shape, division, real: factor.real, imaginary: factor.imaginary };
}

/** Cell c of an axis lies at (c + ½)/n − ½ voxels. */
function cellAffine(affine: Affine, division: readonly number[], first: readonly number[]): Affine {
  const out = [...affine];
  for (const row of [0, 1, 2]) {
    for (const axis of [0, 1, 2]) {
      const n = division[axis] as number;
      const step = affine[4 * row + axis] as number;
      out[4 * row + axis] = step / n;
      out[4 * row + 3] = (out[4 * row + 3] as number) + step * (((first[axis] as number) + 0.5) / n - 0.5);
    }
  }
  return out as unknown as Affine;
}
