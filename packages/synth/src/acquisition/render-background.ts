import { blendTissues } from "../anatomy/blend-tissues.js";
import type { Head } from "../anatomy/head.js";
import { pialDistance } from "../anatomy/pial-surface.js";
import { textureAt } from "../anatomy/texture.js";
import { airDropout } from "./air-dropout.js";
import type { Grid } from "./grid.js";

/** Thick slices are the mean of thinner ones, so that oblique borders blur as they do in a scan. */
const THICKEST_SUBSLICE_MM = 1.2;
const TEXTURE_SHARE = 0.022;
const SCALP_TEXTURE_SHARE = 0.16;
const BIAS_DEPTH = 0.28;
const BIAS_WIDTH_MM = 130;

/** What a slice is painted with. @internal */
export interface BackgroundSettings {
  /** One per tissue, in the order of `TISSUES`. */
  readonly signals: Float64Array;
  /** Phase at the echo in rad per ppm. */
  readonly perPpm: number;
}

/**
 * One slice of the head without veins and lesions: tissues with partial volume, texture and receive bias.
 *
 * @param slice - ni · nj values, written in full
 * @internal
 */
export function renderBackgroundSlice(
  head: Head,
  grid: Grid,
  { signals, perPpm }: BackgroundSettings,
  { k, slice }: { readonly k: number; readonly slice: Float32Array },
): void {
  const { shape, originMm, spacingMm } = grid;
  const [dx, dy, dz] = spacingMm;
  const subslices = Math.max(1, Math.ceil(dz / (THICKEST_SUBSLICE_MM * head.scale)));
  const point: [number, number, number] = [0, 0, 0];
  const blend = { values: signals, rampMm: 0.5 * (dx + dy) };
  const share = 1 / subslices;
  slice.fill(0);
  for (let n = 0; n < subslices; n++) {
    const z = originMm[2] + (k + (n + 0.5) / subslices - 0.5) * dz;
    for (let v = 0; v < slice.length; v++) {
      const i = v % shape[0];
      const x = originMm[0] + i * dx;
      const y = originMm[1] + ((v - i) / shape[0]) * dy;
      point[0] = x;
      point[1] = y;
      point[2] = z;
      const signal = blendTissues(head, point, blend);
      if (signal > 0) slice[v] = (slice[v] as number) + share * signal * modulation(head, x, y, z);
    }
  }
  const z = originMm[2] + k * dz;
  for (let v = 0; v < slice.length; v++) {
    if (slice[v] === 0) continue;
    const i = v % shape[0];
    const centreMm = [originMm[0] + i * dx, originMm[1] + ((v - i) / shape[0]) * dy, z] as const;
    slice[v] = (slice[v] as number) * airDropout(head, { centreMm, spacingMm }, perPpm);
  }
}

/** Tissue texture, coarser and stronger in the scalp, and the receive bias of a head coil: brighter towards its elements. */
function modulation(head: Head, xMm: number, yMm: number, zMm: number): number {
  const x = xMm / head.scale;
  const y = yMm / head.scale;
  const z = zMm / head.scale;
  const [bx, by, bz] = head.biasCentreMm;
  const squared = ((x - bx) ** 2 + (y - by) ** 2 + (z - bz) ** 2) / BIAS_WIDTH_MM ** 2;
  const bias = 1 + BIAS_DEPTH * (squared - 0.35);
  if (pialDistance(x, y, z) > 0) return bias * (1 + SCALP_TEXTURE_SHARE * textureAt(head.texture, x / 4, y / 4, z / 4));
  const texture = textureAt(head.texture, x / 2.2, y / 2.2, z / 2.2) + textureAt(head.texture, x / 7 + 9, y / 7, z / 7);
  return bias * (1 + TEXTURE_SHARE * texture);
}
