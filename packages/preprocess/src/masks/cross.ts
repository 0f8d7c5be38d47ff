import type { Mask, Shape } from "@cmb/core";
import { runAtOnce, type WorkSteps } from "../work-steps.js";
import { zeroOrOne } from "../zero-or-one.js";

/** Dilation by the voxel and its six face neighbours. What lies beyond the grid is background. */
export function dilateByCross(mask: Mask): Mask {
  return { ...mask, data: runAtOnce(onceByCross(zeroOrOne(mask.data), mask.shape, DILATE)) };
}

/** Erosion by the voxel and its six face neighbours. What lies beyond the grid is background. */
export function erodeByCross(mask: Mask): Mask {
  return { ...mask, data: runAtOnce(onceByCross(zeroOrOne(mask.data), mask.shape, ERODE)) };
}

/** Dilations and then as many erosions, giving way at every slice. */
export function* closeByCross(mask: Mask, steps: number): WorkSteps<Mask> {
  let data = zeroOrOne(mask.data);
  for (let step = 0; step < steps; step++) data = yield* onceByCross(data, mask.shape, DILATE);
  for (let step = 0; step < steps; step++) data = yield* onceByCross(data, mask.shape, ERODE);
  return { ...mask, data };
}

type Combine = (centre: number, neighbour: number) => number;
const DILATE: Combine = (centre, neighbour) => centre | neighbour;
const ERODE: Combine = (centre, neighbour) => centre & neighbour;

// kernel: six neighbours written out, each with its own edge of the grid
function* onceByCross(data: Uint8Array, [ni, nj, nk]: Shape, combine: Combine): WorkSteps<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(data.length);
  const at = (v: number): number => data[v] as number;
  const slice = ni * nj;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = ni * (j + nj * k);
      for (let i = 0; i < ni; i++) {
        const v = row + i;
        let value = at(v);
        value = combine(value, i > 0 ? at(v - 1) : 0);
        value = combine(value, i < ni - 1 ? at(v + 1) : 0);
        value = combine(value, j > 0 ? at(v - ni) : 0);
        value = combine(value, j < nj - 1 ? at(v + ni) : 0);
        value = combine(value, k > 0 ? at(v - slice) : 0);
        out[v] = combine(value, k < nk - 1 ? at(v + slice) : 0);
      }
    }
    yield;
  }
  return out;
}
