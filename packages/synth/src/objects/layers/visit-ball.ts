import { invertAffine, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";

/**
 * Calls back for every voxel of a grid whose centre lies within a distance of a point.
 *
 * @param visit - linear index of the voxel and its centre in RAS+ mm
 * @internal
 */
export function visitBall(
  grid: Grid,
  { centreMm, radiusMm }: { readonly centreMm: WorldPoint; readonly radiusMm: number },
  visit: (voxel: number, x: number, y: number, z: number) => void,
): void {
  const a = grid.affine;
  const inverse = invertAffine(a);
  const at = worldToVoxel(a, centreMm);
  const range = ([0, 1, 2] as const).map((axis) => {
    const reach = radiusMm * Math.hypot(...inverse.slice(4 * axis, 4 * axis + 3));
    const first = Math.max(0, Math.ceil(at[axis] - reach));
    return [first, Math.min(grid.shape[axis] - 1, Math.floor(at[axis] + reach))] as const;
  });
  const [[i0, i1], [j0, j1], [k0, k1]] = range as unknown as readonly [Range, Range, Range];
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) {
      const row = grid.shape[0] * (j + grid.shape[1] * k);
      for (let i = i0; i <= i1; i++) {
        const x = a[0] * i + a[1] * j + a[2] * k + a[3];
        const y = a[4] * i + a[5] * j + a[6] * k + a[7];
        const z = a[8] * i + a[9] * j + a[10] * k + a[11];
        const squared = (x - centreMm[0]) ** 2 + (y - centreMm[1]) ** 2 + (z - centreMm[2]) ** 2;
        if (squared <= radiusMm * radiusMm) visit(row + i, x, y, z);
      }
    }
  }
}

type Range = readonly [first: number, last: number];
