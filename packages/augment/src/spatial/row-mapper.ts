import { type Affine, composeAffines, invertAffine } from "@cmb/core";
import type { Grid, RowPositions } from "@cmb/preprocess";
import { displacementAtInto } from "./displacement-field.js";
import type { WorldMap } from "./spatial-move.js";

/** Writes where the voxels of row (j, k) of a grid come from, in voxels of the source. */
export type RowMapper = (j: number, k: number, out: RowPositions) => void;

interface RowMaps {
  readonly grid: Grid;
  /** World of the grid to world of the source. */
  readonly maps: readonly WorldMap[];
  /** World of the source to its voxels. */
  readonly toVoxel: Affine;
}

/** A mapper through any maps. Positions come from products, not from running sums: a row does not depend on the others. */
export function createRowMapper({ grid, maps, toVoxel }: RowMaps): RowMapper {
  let before = grid.affine;
  const stages: ((out: RowPositions) => void)[] = [];
  for (const [n, map] of maps.entries()) {
    if (map.kind === "affine") {
      if (stages.length === 0) before = composeAffines(map.matrix, before);
      else stages.push((out) => multiplyInto(map.matrix, out));
      continue;
    }
    const toControl = invertAffine(map.field.controlAffine);
    const shift = new Float64Array(3);
    stages.push((out) => {
      for (let t = 0; t < out.i.length; t++) {
        const point = [out.i[t], out.j[t], out.k[t]] as [number, number, number];
        displacementAtInto(map.field, { toControl, point }, shift);
        out.i[t] = point[0] + (shift[0] as number);
        out.j[t] = point[1] + (shift[1] as number);
        out.k[t] = point[2] + (shift[2] as number);
      }
    });
    if (n === maps.length - 1) break;
  }
  if (stages.length === 0) before = composeAffines(toVoxel, before);
  else stages.push((out) => multiplyInto(toVoxel, out));
  const start = before;
  return (j, k, out) => {
    placeRow(start, { j, k }, out);
    for (const stage of stages) stage(out);
  };
}

function placeRow(
  m: Affine,
  { j, k }: { readonly j: number; readonly k: number },
  { i: x, j: y, k: z }: RowPositions,
): void {
  const x0 = m[1] * j + m[2] * k + m[3];
  const y0 = m[5] * j + m[6] * k + m[7];
  const z0 = m[9] * j + m[10] * k + m[11];
  for (let t = 0; t < x.length; t++) {
    x[t] = m[0] * t + x0;
    y[t] = m[4] * t + y0;
    z[t] = m[8] * t + z0;
  }
}

function multiplyInto(m: Affine, { i, j, k }: RowPositions): void {
  for (let t = 0; t < i.length; t++) {
    const [x, y, z] = [i[t] as number, j[t] as number, k[t] as number];
    i[t] = m[0] * x + m[1] * y + m[2] * z + m[3];
    j[t] = m[4] * x + m[5] * y + m[6] * z + m[7];
    k[t] = m[8] * x + m[9] * y + m[10] * z + m[11];
  }
}
