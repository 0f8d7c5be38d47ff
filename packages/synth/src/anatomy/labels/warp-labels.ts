import {
  type Affine,
  composeAffines,
  invertAffine,
  type LongTask,
  type Shape,
  type Volume,
  voxelCount,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { AnatomyJitter } from "./anatomy-jitter.js";

/**
 * Labels on a grid, through a jitter about the middle of the grid: the nearest voxel, 0 outside.
 *
 * @internal
 */
export async function warpLabels(
  labels: Volume<Uint8Array>,
  grid: Grid,
  { jitter, task }: { readonly jitter: AnatomyJitter; readonly task: LongTask },
): Promise<Volume<Uint8Array>> {
  const [ni, nj, nk] = grid.shape;
  const data = new Uint8Array(voxelCount(grid.shape));
  const centre = voxelToWorld(grid.affine, [(ni - 1) / 2, (nj - 1) / 2, (nk - 1) / 2]);
  const fromWorld = composeAffines(invertAffine(labels.affine), sourceOf(jitter, centre));
  const bend = createBend(jitter, grid.shape);
  for (let k = 0; k < nk; k++) {
    await task.advance("Bending the head", k);
    for (let j = 0; j < nj; j++) {
      bend.toRow(j, k);
      warpRow(labels, { fromWorld, grid, bend, j, k }, data.subarray(ni * (j + nj * k), ni * (j + 1 + nj * k)));
    }
  }
  return { data, shape: grid.shape, affine: grid.affine };
}

interface Row {
  /** World mm of the jittered head to voxels of the labels. */
  readonly fromWorld: Affine;
  readonly grid: Grid;
  readonly bend: Bend;
  readonly j: number;
  readonly k: number;
}

function warpRow({ data, shape }: Volume<Uint8Array>, { fromWorld, grid, bend, j, k }: Row, out: Uint8Array): void {
  const [a, b, c, tx, d, e, f, ty, g, h, m, tz] = fromWorld;
  const [px, py, pz] = voxelToWorld(grid.affine, [0, j, k]);
  const [sx, , , , sy, , , , sz] = grid.affine;
  const { offsets, cells, weights } = bend;
  for (let i = 0; i < out.length; i++) {
    const at = 3 * (cells[i] as number);
    const w = weights[i] as number;
    const ox = offsets[at] as number;
    const oy = offsets[at + 1] as number;
    const oz = offsets[at + 2] as number;
    const x = px + i * sx + ox + w * ((offsets[at + 3] as number) - ox);
    const y = py + i * sy + oy + w * ((offsets[at + 4] as number) - oy);
    const z = pz + i * sz + oz + w * ((offsets[at + 5] as number) - oz);
    const u = Math.round(a * x + b * y + c * z + tx);
    const v = Math.round(d * x + e * y + f * z + ty);
    const t = Math.round(g * x + h * y + m * z + tz);
    if (u < 0 || v < 0 || t < 0 || u >= shape[0] || v >= shape[1] || t >= shape[2]) continue;
    out[i] = data[u + shape[0] * (v + shape[1] * t)] as number;
  }
}

/** From a point of the jittered head to that of the head it comes from, both in world mm. */
function sourceOf({ rotationDegrees, scale, flip }: AnatomyJitter, centre: WorldPoint): Affine {
  const [a, b, c] = rotationDegrees.map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const [ca, sa, cb, sb, cc, sc] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c)];
  const aboutX: Affine = [1, 0, 0, 0, 0, ca, sa, 0, 0, -sa, ca, 0, 0, 0, 0, 1];
  const aboutY: Affine = [cb, 0, -sb, 0, 0, 1, 0, 0, sb, 0, cb, 0, 0, 0, 0, 1];
  const aboutZ: Affine = [cc, sc, 0, 0, -sc, cc, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const side = flip ? -1 : 1;
  const shrink: Affine = [side / scale[0], 0, 0, 0, 0, 1 / scale[1], 0, 0, 0, 0, 1 / scale[2], 0, 0, 0, 0, 1];
  const [x, y, z] = centre;
  const toCentre: Affine = [1, 0, 0, -x, 0, 1, 0, -y, 0, 0, 1, -z, 0, 0, 0, 1];
  const back: Affine = [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1];
  return [back, shrink, aboutZ, aboutY, aboutX].reduceRight((all, step) => composeAffines(step, all), toCentre);
}

/** The displacement along a row: linear, eased, between control points that span the grid. */
interface Bend {
  /** x, y and z in mm at each control point along i, for the row asked for last. */
  readonly offsets: Float64Array;
  /** The control point before each voxel along i, and how far on from it the voxel is, 0 to 1. */
  readonly cells: Int32Array;
  readonly weights: Float64Array;
  readonly toRow: (j: number, k: number) => void;
}

function createBend({ elastic }: AnatomyJitter, shape: Shape): Bend {
  const { points, displacementsMm } = elastic;
  const along = (n: number, length: number): readonly [cell: number, weight: number] => {
    const position = (n * (points - 1)) / Math.max(1, length - 1);
    const cell = Math.min(points - 2, Math.floor(position));
    return [cell, eased(position - cell)];
  };
  const steps = Array.from({ length: shape[0] }, (_, i) => along(i, shape[0]));
  const offsets = new Float64Array(3 * points);
  const toRow = (j: number, k: number): void => {
    const [cj, b] = along(j, shape[1]);
    const [ck, c] = along(k, shape[2]);
    const row = (dj: 0 | 1, dk: 0 | 1): number => 3 * points * (cj + dj + points * (ck + dk));
    const [r00, r10, r01, r11] = [row(0, 0), row(1, 0), row(0, 1), row(1, 1)];
    for (let n = 0; n < offsets.length; n++) {
      const at = (start: number): number => displacementsMm[start + n] as number;
      const low = at(r00) + b * (at(r10) - at(r00));
      offsets[n] = low + c * (at(r01) + b * (at(r11) - at(r01)) - low);
    }
  };
  const cells = Int32Array.from(steps, ([cell]) => cell);
  const weights = Float64Array.from(steps, ([, weight]) => weight);
  return { offsets, cells, weights, toRow };
}

/** Eases between control points, so that the head has no creases. */
function eased(t: number): number {
  return t * t * (3 - 2 * t);
}
