import {
  CmbError,
  type Components,
  spacing,
  type Volume,
  type VoxelArray,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import { createDisjointSets, type DisjointSets } from "./disjoint-sets.js";
import { voxelAt } from "./voxel-box.js";

/** What {@link splitByDistance} takes. @since 0.1.0 */
export interface SplitOptions {
  /** Voxels at this distance or nearer belong together, and what they are joined to. */
  readonly cutMm: number;
  /**
   * `"mm"` unless given. `"published"` divides the cut by the mean voxel size and then compares it with millimetres, as
   * the published code does: 10 mm become 20 on voxels of 0.5 mm, and 5 on voxels of 2 mm.
   */
  readonly unit?: "mm" | "published" | undefined;
}

/**
 * Splits drawn voxels into lesions by single-linkage clustering: two voxels are of one lesion when steps of at most the
 * cut lead from one to the other. For labels that hold several lesions, or a lesion with gaps.
 *
 * @param mask - a voxel counts when it is not 0
 * @param options - see {@link SplitOptions}
 * @returns 0 background, 1…count lesions in the order in which a scan along i, then j, then k first meets them
 * @throws CmbError `OUT_OF_RANGE` when the cut is not above 0
 * @see SciPy's `fcluster(linkage(points, "single"), t, criterion="distance")` makes the same clusters
 * @since 0.1.0
 */
export function splitByDistance(mask: Volume<VoxelArray>, { cutMm, unit = "mm" }: SplitOptions): Components {
  if (!(cutMm > 0 && Number.isFinite(cutMm))) {
    const message = `splitByDistance: cutMm is ${cutMm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "cutMm", value: cutMm, minimum: 0 });
  }
  const meanSpacing = spacing(mask.affine).reduce((sum, mm) => sum + mm, 0) / 3;
  const cut = unit === "mm" ? cutMm : cutMm / meanSpacing;
  const voxels = placesOf(mask);
  const points = new Float64Array(3 * voxels.length);
  for (const [n, v] of voxels.entries()) points.set(voxelToWorld(mask.affine, voxelAt(v, mask.shape)), 3 * n);
  const sets = createDisjointSets(voxels.length);
  joinWithin(points, cut, sets);
  return numbered(mask, voxels, sets);
}

function placesOf({ data }: Volume<VoxelArray>): number[] {
  const places: number[] = [];
  for (let v = 0; v < data.length; v++) if (data[v] !== 0) places.push(v);
  return places;
}

/** Points in cells so small that all points of a cell are within the cut; only points of near cells are compared. */
function joinWithin(points: Float64Array, cut: number, sets: DisjointSets): void {
  // A little smaller, so that rounding cannot put two points into one cell that are further apart.
  const edge = (cut / Math.sqrt(3)) * (1 - 1e-9);
  const cells = new Map<string, { readonly at: WorldPoint; readonly members: number[] }>();
  const cellOf = (value: number | undefined): number => Math.floor((value ?? 0) / edge);
  for (let n = 0; 3 * n < points.length; n++) {
    const at = [cellOf(points[3 * n]), cellOf(points[3 * n + 1]), cellOf(points[3 * n + 2])] as const;
    const cell = cells.get(at.join()) ?? { at, members: [] };
    cell.members.push(n);
    cells.set(at.join(), cell);
    sets.join(cell.members[0] as number, n);
  }
  const steps = [-2, -1, 0, 1, 2];
  const offsets = steps.flatMap((x) => steps.flatMap((y) => steps.map((z) => [x, y, z] as const)));
  for (const { at, members } of cells.values()) {
    for (const [x, y, z] of offsets) {
      const near = cells.get([at[0] + x, at[1] + y, at[2] + z].join());
      const [a, b] = [members[0] as number, near?.members[0] ?? -1];
      if (near === undefined || b <= a || sets.rootOf(a) === sets.rootOf(b)) continue;
      if (anyWithin(points, { members, others: near.members, cut })) sets.join(a, b);
    }
  }
}

function anyWithin(
  points: Float64Array,
  {
    members,
    others,
    cut,
  }: { readonly members: readonly number[]; readonly others: readonly number[]; readonly cut: number },
): boolean {
  return members.some((a) => others.some((b) => distance(points, a, b) <= cut));
}

function distance(points: Float64Array, a: number, b: number): number {
  const along = (axis: 0 | 1 | 2): number => (points[3 * a + axis] as number) - (points[3 * b + axis] as number);
  return Math.sqrt(along(0) ** 2 + along(1) ** 2 + along(2) ** 2);
}

/** The smallest member of each set comes first in the scan, so labels rise in its order. */
function numbered({ shape, affine }: Volume<VoxelArray>, voxels: readonly number[], sets: DisjointSets): Components {
  const data = new Uint32Array(shape[0] * shape[1] * shape[2]);
  const labels = new Map<number, number>();
  for (const [n, v] of voxels.entries()) {
    const root = sets.rootOf(n);
    const label = labels.get(root) ?? labels.size + 1;
    labels.set(root, label);
    data[v] = label;
  }
  return { labels: { data, shape, affine }, count: labels.size };
}
