import { type Affine, type Mask, type Shape, spacing, voxelCount } from "@cmb/core";
import type { Mesh } from "./icosphere.js";

/** The grid to draw on. */
export interface RasterGrid {
  readonly shape: Shape;
  readonly affine: Affine;
  /** Where the surface's origin lies on it, in voxels. */
  readonly firstCentre: readonly [number, number, number];
}

/**
 * The voxels whose centres lie inside of a closed surface.
 *
 * A voxel is inside where the surface, crossed along i from the edge of the grid, has been entered more often than left:
 * a surface that folds over itself has no holes, and where it is turned inside out it holds nothing.
 *
 * @param mesh - vertices in mm along the axes of the grid, from its own origin
 */
export function rasteriseSurface(mesh: Mesh, grid: RasterGrid): Mask {
  const { shape, affine, firstCentre } = grid;
  const winding = new Int8Array(voxelCount(shape));
  const spacingMm = spacing(affine);
  const corner = (v: number): Corner => [
    (mesh.vertices[3 * v] as number) / spacingMm[0] + firstCentre[0],
    // Off the lines of the grid, so that none runs through a vertex and is counted twice.
    (mesh.vertices[3 * v + 1] as number) / spacingMm[1] + firstCentre[1] + 1.3e-7,
    (mesh.vertices[3 * v + 2] as number) / spacingMm[2] + firstCentre[2] + 2.9e-7,
  ];
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const [a, b, c] = [mesh.triangles[t], mesh.triangles[t + 1], mesh.triangles[t + 2]] as [number, number, number];
    markCrossings([corner(a), corner(b), corner(c)], shape, winding);
  }
  return { data: insideOf(winding, shape[0]), shape, affine };
}

/** 1 where the row has been entered more often than left. */
function insideOf(winding: Int8Array, ni: number): Uint8Array {
  const data = new Uint8Array(winding.length);
  for (let start = 0; start < data.length; start += ni) {
    let sum = 0;
    for (let v = start; v < start + ni; v++) {
      sum += winding[v] as number;
      data[v] = sum > 0 ? 1 : 0;
    }
  }
  return data;
}

type Corner = readonly [i: number, j: number, k: number];

/** Flips the first voxel behind each crossing of a line along i with the triangle. */
function markCrossings([a, b, c]: readonly [Corner, Corner, Corner], [ni, nj, nk]: Shape, winding: Int8Array): void {
  const area = (b[1] - a[1]) * (c[2] - a[2]) - (c[1] - a[1]) * (b[2] - a[2]);
  if (area === 0) return;
  // Where the surface is entered along i, its outward normal points back.
  const entered = area < 0 ? 1 : -1;
  const lastJ = Math.min(nj - 1, Math.floor(Math.max(a[1], b[1], c[1])));
  const lastK = Math.min(nk - 1, Math.floor(Math.max(a[2], b[2], c[2])));
  for (let k = Math.max(0, Math.ceil(Math.min(a[2], b[2], c[2]))); k <= lastK; k++) {
    for (let j = Math.max(0, Math.ceil(Math.min(a[1], b[1], c[1]))); j <= lastJ; j++) {
      const wb = ((j - a[1]) * (c[2] - a[2]) - (c[1] - a[1]) * (k - a[2])) / area;
      const wc = ((b[1] - a[1]) * (k - a[2]) - (j - a[1]) * (b[2] - a[2])) / area;
      if (wb < 0 || wc < 0 || wb + wc > 1) continue;
      const i = Math.max(0, Math.ceil(a[0] + wb * (b[0] - a[0]) + wc * (c[0] - a[0])));
      if (i < ni) winding[i + ni * (j + nj * k)] = (winding[i + ni * (j + nj * k)] as number) + entered;
    }
  }
}
