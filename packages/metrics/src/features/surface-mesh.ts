import type { VoxelIndex } from "@cmb/core";
import { CELL_EDGES, cellTriangles } from "./cell-triangles.js";

/** The closed surface of an object. @internal */
export interface SurfaceMesh {
  /** mm². */
  readonly area: number;
  /** mm³. */
  readonly volume: number;
  /** Distinct vertices in mm along the grid's axes. */
  readonly vertices: readonly Triple[];
}

type Triple = readonly [number, number, number];

/**
 * The surface of a set of voxels by marching cubes, vertices halfway between voxel centres.
 *
 * The mesh is open where voxels touch only across an edge, and the volume of an open mesh depends on the origin. It is
 * therefore measured from one voxel before the bounding box, as PyRadiomics does; a shift of the object changes nothing.
 *
 * @param voxels - the object; at least one
 * @param spacingMm - mm per voxel along i, j and k
 * @returns area, volume and vertices
 * @see Lorensen & Cline 1987, doi:10.1145/37402.37422
 * @internal
 */
export function surfaceMesh(voxels: readonly VoxelIndex[], spacingMm: Triple): SurfaceMesh {
  const vertices = new Map<string, Triple>();
  let area = 0;
  let volume = 0;
  const first = [0, 1, 2].map(
    (axis) => voxels.reduce((low, voxel) => Math.min(low, voxel[axis] as number), Infinity) - 1,
  );
  const shifted = voxels.map(
    (voxel) => voxel.map((index, axis) => index - (first[axis] as number)) as unknown as VoxelIndex,
  );
  for (const [origin, pattern] of cellPatterns(shifted).values()) {
    for (const triangle of cellTriangles(pattern)) {
      const [a, b, c] = triangle.map((edge) => vertexAt(origin, edge, spacingMm, vertices)) as [Triple, Triple, Triple];
      const normal = cross(minus(b, a), minus(c, a));
      area += Math.hypot(...normal) / 2;
      volume += dot(a, normal) / 6;
    }
  }
  return { area, volume, vertices: [...vertices.values()] };
}

/** Every cell that holds a voxel, by its first corner, with the pattern of its corners. */
function cellPatterns(voxels: readonly VoxelIndex[]): ReadonlyMap<string, readonly [VoxelIndex, number]> {
  const cells = new Map<string, readonly [VoxelIndex, number]>();
  for (const [i, j, k] of voxels) {
    for (let corner = 0; corner < 8; corner++) {
      const origin: VoxelIndex = [i - (corner & 1), j - ((corner >> 1) & 1), k - (corner >> 2)];
      const key = origin.join();
      cells.set(key, [origin, (cells.get(key)?.[1] ?? 0) | (1 << corner)]);
    }
  }
  return cells;
}

function vertexAt(origin: VoxelIndex, edge: number, spacingMm: Triple, known: Map<string, Triple>): Triple {
  const [from, to] = CELL_EDGES[edge] as readonly [number, number];
  // Twice the grid position is whole, so that the key of a vertex is exact.
  const doubled = origin.map((index, axis) => 2 * index + ((from >> axis) & 1) + ((to >> axis) & 1));
  const key = doubled.join();
  const vertex =
    known.get(key) ??
    (doubled.map((position, axis) => (position / 2) * (spacingMm[axis] as number)) as unknown as Triple);
  known.set(key, vertex);
  return vertex;
}

function minus(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
