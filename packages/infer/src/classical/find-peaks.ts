import { type Mask, spacing, type Volume } from "@cmb/core";

/** A local maximum of the response. */
export interface Peak {
  readonly i: number;
  readonly j: number;
  readonly k: number;
  readonly response: number;
}

/** What {@link findPeaks} keeps. */
export interface FindPeaksOptions {
  /** Weaker maxima are none. */
  readonly minResponse: number;
  /** Of two maxima that are closer than this, in mm, the stronger stays. */
  readonly separationMm: number;
  /** At most so many, the strongest first. */
  readonly limit: number;
}

/**
 * The local maxima of a response inside a mask, strongest first.
 *
 * A voxel is one when none of its 26 neighbours is higher; of equal neighbours the first in memory counts.
 */
export function findPeaks(response: Volume, mask: Mask, options: FindPeaksOptions): readonly Peak[] {
  const [ni, nj, nk] = response.shape;
  const found: Peak[] = [];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const v = i + ni * (j + nj * k);
        const value = response.data[v] as number;
        if (value < options.minResponse || mask.data[v] === 0) continue;
        if (isHighest(response, i, j, k)) found.push({ i, j, k, response: value });
      }
    }
  }
  found.sort((a, b) => b.response - a.response);
  return separatePeaks(found, spacing(response.affine), options);
}

function isHighest({ data, shape: [ni, nj, nk] }: Volume, i: number, j: number, k: number): boolean {
  const v = i + ni * (j + nj * k);
  const value = data[v] as number;
  for (let q = Math.max(0, k - 1); q <= Math.min(nk - 1, k + 1); q++) {
    for (let p = Math.max(0, j - 1); p <= Math.min(nj - 1, j + 1); p++) {
      for (let o = Math.max(0, i - 1); o <= Math.min(ni - 1, i + 1); o++) {
        const w = o + ni * (p + nj * q);
        const other = data[w] as number;
        if (other > value || (other === value && w < v)) return false;
      }
    }
  }
  return true;
}

/**
 * Of some peaks those that no stronger one is close to.
 *
 * @param peaks - strongest first
 * @param spacingMm - of the grid that they count in
 */
export function separatePeaks(
  peaks: readonly Peak[],
  [di, dj, dk]: readonly [number, number, number],
  { separationMm, limit }: Pick<FindPeaksOptions, "separationMm" | "limit">,
): readonly Peak[] {
  const kept: Peak[] = [];
  // Cells of one separation: only the 27 cells around a peak can hold one that is too close.
  const cells = new Map<string, Peak[]>();
  const cellOf = (index: number, mm: number): number => Math.floor((index * mm) / separationMm);
  for (const peak of peaks) {
    if (kept.length === limit) break;
    const cell = [cellOf(peak.i, di), cellOf(peak.j, dj), cellOf(peak.k, dk)] as const;
    const near = neighbours(cell).flatMap((key) => cells.get(key) ?? []);
    const close = near.some(
      (other) => Math.hypot((other.i - peak.i) * di, (other.j - peak.j) * dj, (other.k - peak.k) * dk) < separationMm,
    );
    if (close) continue;
    kept.push(peak);
    const key = cell.join();
    cells.set(key, [...(cells.get(key) ?? []), peak]);
  }
  return kept;
}

function neighbours([x, y, z]: readonly [number, number, number]): readonly string[] {
  const steps = [-1, 0, 1];
  return steps.flatMap((a) => steps.flatMap((b) => steps.map((c) => [x + a, y + b, z + c].join())));
}
