import type { Shape } from "@cmb/core";

/** A point or a direction in the frame of a domain: voxel index times spacing, in mm. @internal */
export type Vec = [number, number, number];

/** Where a field lies. @internal */
export interface FieldGrid {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
}

/**
 * Value and gradient of a field by trilinear interpolation; beyond the edge the nearest voxels go on.
 *
 * @param grid - where the field lies
 * @param field - one value per voxel, i fastest
 * @param point - in the frame of the domain
 * @param gradient - receives the change per mm along each axis
 * @returns the value
 * @internal
 */
// kernel: eight corners, written out
export function sampleField(grid: FieldGrid, field: Float32Array, point: Vec, gradient: Vec): number {
  const [ni, nj, nk] = grid.shape;
  const [di, dj, dk] = grid.spacingMm;
  const x = Math.min(ni - 1.001, Math.max(0, point[0] / di));
  const y = Math.min(nj - 1.001, Math.max(0, point[1] / dj));
  const z = Math.min(nk - 1.001, Math.max(0, point[2] / dk));
  const i = Math.floor(x);
  const j = Math.floor(y);
  const k = Math.floor(z);
  const u = x - i;
  const v = y - j;
  const w = z - k;
  const at = i + ni * (j + nj * k);
  const slice = ni * nj;
  const a = field[at] as number;
  const b = field[at + 1] as number;
  const c = field[at + ni] as number;
  const d = field[at + ni + 1] as number;
  const e = field[at + slice] as number;
  const f = field[at + slice + 1] as number;
  const g = field[at + slice + ni] as number;
  const h = field[at + slice + ni + 1] as number;
  const low0 = a + v * (c - a);
  const low1 = b + v * (d - b);
  const high0 = e + v * (g - e);
  const high1 = f + v * (h - f);
  const left = low0 + w * (high0 - low0);
  const right = low1 + w * (high1 - low1);
  const near = (c - a) * (1 - u) + (d - b) * u;
  const far = (g - e) * (1 - u) + (h - f) * u;
  gradient[0] = (right - left) / di;
  gradient[1] = (near + w * (far - near)) / dj;
  gradient[2] = ((high0 - low0) * (1 - u) + (high1 - low1) * u) / dk;
  return left + u * (right - left);
}

/** The group of the nearest voxel; 0 outside of the grid. @internal */
export function groupAt(grid: FieldGrid & { readonly groups: Uint16Array }, point: Vec): number {
  const i = Math.round(point[0] / grid.spacingMm[0]);
  const j = Math.round(point[1] / grid.spacingMm[1]);
  const k = Math.round(point[2] / grid.spacingMm[2]);
  const [ni, nj, nk] = grid.shape;
  if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return 0;
  return grid.groups[i + ni * (j + nj * k)] as number;
}

/** @internal */
export function dot(a: Vec, b: Vec): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** a + factor · b. @internal */
export function plus(a: Vec, b: Vec, factor = 1): Vec {
  return [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];
}

/** @internal */
export function cross(a: Vec, b: Vec): Vec {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Of length 1; upwards where there is no length. @internal */
export function unit(a: Vec): Vec {
  const length = Math.hypot(a[0], a[1], a[2]);
  return length < 1e-9 ? [0, 0, 1] : [a[0] / length, a[1] / length, a[2] / length];
}

/** @internal */
export function distance(a: Vec, b: Vec): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
