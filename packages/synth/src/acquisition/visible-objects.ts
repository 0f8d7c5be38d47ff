import { createVolume, type LabelMap } from "@cmb/core";
import { AT, CYLINDER, type FieldElements, STRIDE } from "./field-elements.js";
import type { Grid } from "./grid.js";
import { distanceToElement } from "./nearby-elements.js";

/** A voxel shows an object when the object takes at least this share of its noise-free intensity. @since 0.1.0 */
export const VISIBLE_DEPTH = 0.2;

/** What of each source the noise-free image shows. @internal */
export interface VisibleObjects {
  /** Value n + 1 for source n. */
  readonly labels: LabelMap;
  readonly sizeVoxels: Uint32Array;
  readonly peakDepth: Float64Array;
}

/** @internal */
export function createVisibleObjects(grid: Grid, sourceCount: number): VisibleObjects {
  const [ni, nj, nk] = grid.shape;
  return {
    labels: createVolume(new Uint32Array(ni * nj * nk), grid.shape, grid.affine),
    sizeVoxels: new Uint32Array(sourceCount),
    peakDepth: new Float64Array(sourceCount),
  };
}

/** A voxel, what reaches it, and its noise-free intensities. @internal */
export interface DarkenedVoxel {
  readonly index: number;
  readonly centreMm: readonly [number, number, number];
  readonly near: readonly number[];
  /** Without any source, with the veins alone, and with every source. */
  readonly intensities: { readonly background: number; readonly veins: number; readonly all: number };
}

/**
 * Books one voxel to the object that darkens it: to the nearest focal source by the image with and without focal
 * sources, else to the nearest vein by the image with and without veins.
 *
 * @internal
 */
export function markVisible(visible: VisibleObjects, { table }: FieldElements, voxel: DarkenedVoxel): void {
  const { index, centreMm, near } = voxel;
  const { background, veins, all } = voxel.intensities;
  const focal = nearest(table, near, centreMm, false);
  const vein = nearest(table, near, centreMm, true);
  const focalDepth = focal === undefined || veins === 0 ? 0 : 1 - all / veins;
  const veinDepth = vein === undefined || background === 0 ? 0 : 1 - veins / background;
  if (focal !== undefined) book(visible, focal, index, focalDepth);
  if (vein !== undefined && focalDepth < VISIBLE_DEPTH) book(visible, vein, index, veinDepth);
}

function book(visible: VisibleObjects, source: number, index: number, depth: number): void {
  visible.peakDepth[source] = Math.max(visible.peakDepth[source] ?? 0, depth);
  if (depth < VISIBLE_DEPTH) return;
  visible.labels.data[index] = source + 1;
  visible.sizeVoxels[source] = (visible.sizeVoxels[source] ?? 0) + 1;
}

function nearest(
  table: Float64Array,
  near: readonly number[],
  centreMm: readonly [number, number, number],
  isVein: boolean,
): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const element of near) {
    const at = STRIDE * element;
    if ((table[at + AT.kind] === CYLINDER) !== isVein) continue;
    const distance = distanceToElement(table, at, centreMm);
    if (distance >= least) continue;
    least = distance;
    best = table[at + AT.source];
  }
  return best;
}
