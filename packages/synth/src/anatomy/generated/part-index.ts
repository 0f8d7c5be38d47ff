import type { Extent } from "./lattice.js";
import type { Part } from "./part.js";

/** Which parts may hold a point. @internal */
export interface PartIndex<P extends Part = Part> {
  /** In the order in which they were given. */
  readonly near: (side: number, y: number, z: number) => readonly P[];
}

const CELL_MM = 8;

/**
 * Parts by the cells of a coarse grid that their boxes touch, so that a point is compared with few of them.
 *
 * @param extent - where parts are asked for
 * @param marginMm - how far from its box a part still counts
 * @internal
 */
export function createPartIndex<P extends Part>(
  parts: readonly P[],
  { fromMm, toMm }: Extent,
  marginMm: number,
): PartIndex<P> {
  const count = (axis: 0 | 1 | 2): number => Math.ceil((toMm[axis] - fromMm[axis]) / CELL_MM) + 1;
  const [ni, nj, nk] = [count(0), count(1), count(2)];
  const none: readonly P[] = [];
  const cells: P[][] = Array.from({ length: ni * nj * nk }, () => []);
  const cell = (mm: number, axis: 0 | 1 | 2, n: number): number => {
    return Math.min(n - 1, Math.max(0, Math.floor((mm - fromMm[axis]) / CELL_MM)));
  };
  for (const part of parts) {
    const low = (axis: 0 | 1 | 2, n: number): number => cell(part.fromMm[axis] - marginMm, axis, n);
    const high = (axis: 0 | 1 | 2, n: number): number => cell(part.toMm[axis] + marginMm, axis, n);
    for (let k = low(2, nk); k <= high(2, nk); k++) {
      for (let j = low(1, nj); j <= high(1, nj); j++) {
        for (let i = low(0, ni); i <= high(0, ni); i++) cells[i + ni * (j + nj * k)]?.push(part);
      }
    }
  }
  return {
    near: (side, y, z) => cells[cell(side, 0, ni) + ni * (cell(y, 1, nj) + nj * cell(z, 2, nk))] ?? none,
  };
}
