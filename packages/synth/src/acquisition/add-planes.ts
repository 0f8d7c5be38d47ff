import type { FloatArray } from "@cmb/preprocess";
import type { SliceWeights } from "./slice-weights.js";

/** Which planes are added to which slices. */
export interface PlaneSums {
  readonly slices: readonly SliceWeights[];
  /** Voxels of a plane. */
  readonly area: number;
  readonly firstPlane: number;
  readonly count: number;
}

/** Voxels of a plane that are summed at a time, so that they stay in the cache for all slices. */
const PIECE = 4096;

/** Adds weighted planes to every slice that needs them. @internal */
export function addPlanes(planes: FloatArray, { slices, area, firstPlane, count }: PlaneSums, out: Float32Array): void {
  for (let from = 0; from < area; from += PIECE) {
    const n = Math.min(PIECE, area - from);
    for (const [slice, { first, weights }] of slices.entries()) {
      const begin = Math.max(first, firstPlane);
      const end = Math.min(first + weights.length, firstPlane + count);
      for (let plane = begin; plane < end; plane += 4) {
        const at = (step: number): Term => {
          const last = Math.min(plane + step, end - 1);
          const weight = plane + step < end ? (weights[plane + step - first] as number) : 0;
          return { weight, from: (last - firstPlane) * area + from };
        };
        addFour(planes, [at(0), at(1), at(2), at(3)], { out, to: slice * area + from, n });
      }
    }
  }
}

interface Term {
  readonly weight: number;
  readonly from: number;
}

interface Target {
  readonly out: Float32Array;
  readonly to: number;
  readonly n: number;
}

function addFour(planes: FloatArray, [a, b, c, d]: readonly [Term, Term, Term, Term], { out, to, n }: Target): void {
  for (let v = 0; v < n; v++) {
    out[to + v] =
      (out[to + v] as number) +
      a.weight * (planes[a.from + v] as number) +
      b.weight * (planes[b.from + v] as number) +
      c.weight * (planes[c.from + v] as number) +
      d.weight * (planes[d.from + v] as number);
  }
}
