import type { Mask, Volume } from "@cmb/core";
import { type Neighbourhood, neighbourIndex } from "./neighbourhood.js";

/** The tissue around a candidate. */
export interface Ring {
  /** Median darkness. */
  readonly median: number;
  /** 1.4826 times the median absolute deviation: σ where the tissue is plain. */
  readonly deviation: number;
  /** How dark the darkest tenth is. */
  readonly darkTenth: number;
}

/** Where {@link ringAround} looks. */
export interface RingOptions {
  readonly at: { readonly i: number; readonly j: number; readonly k: number };
  readonly near: Neighbourhood;
  readonly fromMm: number;
  readonly toMm: number;
}

/** The darkness between two distances from a voxel, inside of the mask; all 0 where the mask has nothing there. */
export function ringAround(darkness: Volume, mask: Mask, { at, near, fromMm, toMm }: RingOptions): Ring {
  const values: number[] = [];
  const centre = { shape: darkness.shape, ...at };
  for (let n = 0; n < near.distanceMm.length; n++) {
    const mm = near.distanceMm[n] as number;
    if (mm > toMm) break;
    if (mm < fromMm) continue;
    const v = neighbourIndex(near, n, centre);
    if (v !== -1 && mask.data[v] !== 0) values.push(darkness.data[v] as number);
  }
  if (values.length === 0) return { median: 0, deviation: 0, darkTenth: 0 };
  values.sort((a, b) => a - b);
  const median = values[values.length >> 1] as number;
  const darkTenth = values[Math.floor(0.9 * (values.length - 1))] as number;
  const deviations = values.map((value) => Math.abs(value - median)).sort((a, b) => a - b);
  return { median, deviation: 1.4826 * (deviations[deviations.length >> 1] as number), darkTenth };
}
