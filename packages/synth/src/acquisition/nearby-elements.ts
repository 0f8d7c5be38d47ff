import { AT, CYLINDER, type FieldElements, STRIDE } from "./field-elements.js";
import type { Grid } from "./grid.js";

/**
 * For each voxel that a source can change, the elements that change it: every sphere in reach, and of each vein the
 * piece that is nearest to the middle of the voxel.
 *
 * @internal
 */
export function nearbyElements({ table, count }: FieldElements, grid: Grid): Map<number, number[]> {
  const near = new Map<number, number[]>();
  let vein = new Map<number, { element: number; distance: number }>();
  for (let element = 0; element < count; element++) {
    const row = table.subarray(STRIDE * element, STRIDE * (element + 1));
    visitReach(row, grid, (voxel, distance) => {
      if (row[AT.kind] !== CYLINDER) {
        append(near, voxel, element);
        return;
      }
      const best = vein.get(voxel);
      if (best === undefined || distance < best.distance) vein.set(voxel, { element, distance });
    });
    const isLastOfVein = row[AT.kind] === CYLINDER && ((row[AT.freeEnds] as number) & 2) !== 0;
    if (!isLastOfVein) continue;
    for (const [voxel, best] of vein) append(near, voxel, best.element);
    vein = new Map();
  }
  return near;
}

function append(near: Map<number, number[]>, voxel: number, element: number): void {
  const list = near.get(voxel);
  if (list === undefined) near.set(voxel, [element]);
  else list.push(element);
}

/** Calls `visit` with each voxel whose middle is within reach of the element, half a voxel's diagonal added. */
function visitReach(row: Float64Array, grid: Grid, visit: (voxel: number, distance: number) => void): void {
  const [dx, dy, dz] = grid.spacingMm;
  const reach = (row[AT.reach] as number) + 0.5 * Math.hypot(dx, dy, dz);
  const range = [0, 1, 2].map((axis) => {
    const start = row[AT.x + axis] as number;
    const end = start + (row[AT.axisX + axis] as number) * (row[AT.length] as number);
    const spacing = grid.spacingMm[axis] as number;
    const toIndex = (mm: number): number => (mm - (grid.originMm[axis] as number)) / spacing;
    const last = (grid.shape[axis] as number) - 1;
    return {
      first: Math.max(0, Math.ceil(toIndex(Math.min(start, end) - reach))),
      last: Math.min(last, Math.floor(toIndex(Math.max(start, end) + reach))),
    };
  });
  const [ri, rj, rk] = range as [
    { first: number; last: number },
    { first: number; last: number },
    { first: number; last: number },
  ];
  const [ni, nj] = grid.shape;
  for (let k = rk.first; k <= rk.last; k++) {
    for (let j = rj.first; j <= rj.last; j++) {
      for (let i = ri.first; i <= ri.last; i++) {
        const x = grid.originMm[0] + i * dx;
        const y = grid.originMm[1] + j * dy;
        const z = grid.originMm[2] + k * dz;
        const distance = distanceToElement(row, 0, [x, y, z]);
        if (distance <= reach) visit(i + ni * (j + nj * k), distance);
      }
    }
  }
}

/** Distance in mm from a point to the middle of a sphere or to the axis of a piece of vein. @internal */
export function distanceToElement(table: Float64Array, at: number, point: readonly [number, number, number]): number {
  const px = point[0] - (table[at + AT.x] as number);
  const py = point[1] - (table[at + AT.y] as number);
  const pz = point[2] - (table[at + AT.z] as number);
  const ux = table[at + AT.axisX] as number;
  const uy = table[at + AT.axisY] as number;
  const uz = table[at + AT.axisZ] as number;
  const t = Math.min(table[at + AT.length] as number, Math.max(0, px * ux + py * uy + pz * uz));
  const rx = px - t * ux;
  const ry = py - t * uy;
  const rz = pz - t * uz;
  return Math.sqrt(rx * rx + ry * ry + rz * rz);
}
