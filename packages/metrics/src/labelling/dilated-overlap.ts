import { CmbError, type Shape, spacing, voxelToWorld } from "@cmb/core";
import type { OverlapEntry } from "../evaluation-case.js";
import type { LabelledLesions } from "./label-lesions.js";

/**
 * Voxels of each predicted lesion that lie within a radius of each reference lesion, centre to centre.
 *
 * Each reference is dilated on its own: a predicted voxel near two references counts for both.
 *
 * @param references - labelled reference
 * @param predictions - labelled prediction on the same grid
 * @param radiusMm - dilation radius; 0 gives the plain overlap
 * @returns one entry for each pair with at least one voxel, ordered by reference, then prediction
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @since 0.1.0
 */
export function dilatedOverlap(
  references: LabelledLesions,
  predictions: LabelledLesions,
  radiusMm: number,
): readonly OverlapEntry[] {
  if (!(radiusMm >= 0 && Number.isFinite(radiusMm))) {
    const message = `dilatedOverlap: the radius is ${radiusMm} mm; give a finite radius of at least 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "radiusMm", value: radiusMm, minimum: 0 });
  }
  const offsets = ballOffsets(references, radiusMm);
  const columns = predictions.lesions.length;
  const reached = new Map<number, Set<number>>();
  const { data, shape } = references.labels;
  for (const v of references.voxels) {
    const i = v % shape[0];
    const row = (v - i) / shape[0];
    const k = Math.floor(row / shape[1]);
    const label = data[v] as number;
    reach([i, row - k * shape[1], k], { label, offsets, shape, predictions, columns, reached });
  }
  return [...reached]
    .sort(([a], [b]) => a - b)
    .map(([key, voxels]) => [Math.floor(key / columns), key % columns, voxels.size] as const);
}

interface Reach {
  readonly label: number;
  readonly offsets: readonly Triple[];
  readonly shape: Shape;
  readonly predictions: LabelledLesions;
  readonly columns: number;
  readonly reached: Map<number, Set<number>>;
}

type Triple = readonly [number, number, number];

function reach([i, j, k]: Triple, { label, offsets, shape, predictions, columns, reached }: Reach): void {
  for (const [di, dj, dk] of offsets) {
    const [a, b, c] = [i + di, j + dj, k + dk];
    if (a < 0 || b < 0 || c < 0 || a >= shape[0] || b >= shape[1] || c >= shape[2]) continue;
    const u = a + shape[0] * (b + shape[1] * c);
    const other = predictions.labels.data[u] as number;
    if (other === 0) continue;
    const key = (label - 1) * columns + (other - 1);
    const voxels = reached.get(key) ?? new Set<number>();
    reached.set(key, voxels.add(u));
  }
}

/** Grid steps whose length in mm is at most the radius. The margin keeps 3 × 0.1 mm inside of 0.3 mm. */
function ballOffsets({ labels }: LabelledLesions, radiusMm: number): readonly Triple[] {
  const sizes = spacing(labels.affine);
  const [ri, rj, rk] = sizes.map((size) => Math.floor(radiusMm / size + 1e-9)) as [number, number, number];
  const origin = voxelToWorld(labels.affine, [0, 0, 0]);
  const offsets: Triple[] = [];
  for (let k = -rk; k <= rk; k++) {
    for (let j = -rj; j <= rj; j++) {
      for (let i = -ri; i <= ri; i++) {
        const [x, y, z] = voxelToWorld(labels.affine, [i, j, k]);
        if (Math.hypot(x - origin[0], y - origin[1], z - origin[2]) <= radiusMm + 1e-9) offsets.push([i, j, k]);
      }
    }
  }
  return offsets;
}
