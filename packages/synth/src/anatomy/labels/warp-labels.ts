import {
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
  const toSource = sourceOf(jitter, centre);
  const inverse = invertAffine(labels.affine);
  const bend = elasticField(jitter, grid.shape);
  const offset: [number, number, number] = [0, 0, 0];
  let v = 0;
  for (let k = 0; k < nk; k++) {
    await task.advance("Bending the head", k);
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        const point = voxelToWorld(grid.affine, [i, j, k]);
        bend(i, j, k, offset);
        data[v] = nearest(
          labels,
          voxelToWorld(inverse, toSource([point[0] + offset[0], point[1] + offset[1], point[2] + offset[2]])),
        );
      }
    }
  }
  return { data, shape: grid.shape, affine: grid.affine };
}

function nearest({ data, shape }: Volume<Uint8Array>, [x, y, z]: WorldPoint): number {
  const i = Math.round(x);
  const j = Math.round(y);
  const k = Math.round(z);
  if (i < 0 || j < 0 || k < 0 || i >= shape[0] || j >= shape[1] || k >= shape[2]) return 0;
  return data[i + shape[0] * (j + shape[1] * k)] as number;
}

/** From a point of the jittered head to that of the head it comes from. */
function sourceOf({ rotationDegrees, scale, flip }: AnatomyJitter, centre: WorldPoint): (p: WorldPoint) => WorldPoint {
  const [a, b, c] = rotationDegrees.map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const [ca, sa, cb, sb, cc, sc] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c)];
  return (point) => {
    const x = point[0] - centre[0];
    const y = point[1] - centre[1];
    const z = point[2] - centre[2];
    const y1 = ca * y + sa * z;
    const z1 = ca * z - sa * y;
    const x2 = cb * x - sb * z1;
    const z2 = cb * z1 + sb * x;
    const x3 = cc * x2 + sc * y1;
    const y3 = cc * y1 - sc * x2;
    const side = flip ? -1 : 1;
    return [centre[0] + (side * x3) / scale[0], centre[1] + y3 / scale[1], centre[2] + z2 / scale[2]];
  };
}

/** The displacement at a voxel, linear between control points that span the grid. */
function elasticField(
  { elastic }: AnatomyJitter,
  shape: Shape,
): (i: number, j: number, k: number, out: [number, number, number]) => void {
  const { points, displacementsMm } = elastic;
  const steps = shape.map((n) => (points - 1) / Math.max(1, n - 1)) as [number, number, number];
  const cell = (f: number): number => Math.min(points - 2, Math.floor(f));
  return (i, j, k, out) => {
    const [x, y, z] = [i * steps[0], j * steps[1], k * steps[2]];
    const [ci, cj, ck] = [cell(x), cell(y), cell(z)];
    const [a, b, c] = [smooth(x - ci), smooth(y - cj), smooth(z - ck)];
    out[0] = 0;
    out[1] = 0;
    out[2] = 0;
    for (let corner = 0; corner < 8; corner++) {
      const [di, dj, dk] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const weight = (di ? a : 1 - a) * (dj ? b : 1 - b) * (dk ? c : 1 - c);
      const at = 3 * (ci + di + points * (cj + dj + points * (ck + dk)));
      for (let axis = 0; axis < 3; axis++) {
        out[axis] = (out[axis] as number) + weight * (displacementsMm[at + axis] as number);
      }
    }
  };
}

/** Eases between control points, so that the head has no creases. */
function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
