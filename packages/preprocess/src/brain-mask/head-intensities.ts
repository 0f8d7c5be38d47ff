import { spacing, type Volume } from "@cmb/core";
import { packFinite } from "../intensity/finite-values.js";
import { valueAtRank } from "../intensity/percentiles.js";

/** Where the head is and how bright, as the deformable surface needs it. */
export interface HeadIntensities {
  /** The 2nd percentile: background. */
  readonly low: number;
  /** The 98th percentile. */
  readonly high: number;
  /** A tenth of the way from the 2nd to the 98th percentile: above it lies the head. */
  readonly threshold: number;
  /** Centre of gravity of the head, mm from the centre of voxel (0, 0, 0) along the axes of the grid. */
  readonly centreMm: readonly [number, number, number];
  /** Of the ball with the head's volume. */
  readonly radiusMm: number;
  /** Median of the head inside of that ball. */
  readonly median: number;
}

/** The robust intensities of BET; `undefined` where no voxel is above the threshold. */
export function headIntensities(volume: Volume): HeadIntensities | undefined {
  const finite = packFinite(volume.data, undefined);
  const low = valueAtRank(finite, Math.floor(0.02 * finite.length)) ?? 0;
  const high = valueAtRank(finite, Math.floor(0.98 * finite.length)) ?? 0;
  const threshold = low + 0.1 * (high - low);
  const spacingMm = spacing(volume.affine);
  const sums = [0, 0, 0];
  let weight = 0;
  let count = 0;
  forEachAbove(volume, threshold, (value, i, j, k) => {
    const w = Math.min(value, high) - low;
    sums[0] = (sums[0] as number) + w * i * spacingMm[0];
    sums[1] = (sums[1] as number) + w * j * spacingMm[1];
    sums[2] = (sums[2] as number) + w * k * spacingMm[2];
    weight += w;
    count++;
  });
  if (count === 0) return undefined;
  const centreMm = [(sums[0] as number) / weight, (sums[1] as number) / weight, (sums[2] as number) / weight] as const;
  const radiusMm = Math.cbrt((3 * count * spacingMm[0] * spacingMm[1] * spacingMm[2]) / (4 * Math.PI));
  const inside: number[] = [];
  forEachAbove(volume, threshold, (value, i, j, k) => {
    const distance = Math.hypot(
      i * spacingMm[0] - centreMm[0],
      j * spacingMm[1] - centreMm[1],
      k * spacingMm[2] - centreMm[2],
    );
    if (distance <= radiusMm) inside.push(value);
  });
  const median = valueAtRank(Float32Array.from(inside), inside.length >> 1) ?? high;
  return { low, high, threshold, centreMm, radiusMm, median };
}

function forEachAbove(
  { data, shape: [ni, nj, nk] }: Volume,
  threshold: number,
  visit: (value: number, i: number, j: number, k: number) => void,
): void {
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const value = data[i + ni * (j + nj * k)] as number;
        if (value > threshold) visit(value, i, j, k);
      }
    }
  }
}
