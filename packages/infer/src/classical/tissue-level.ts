import { type Mask, spacing, type Volume } from "@cmb/core";
import { localBackground } from "@cmb/preprocess";
import { type Stride, subsample } from "./subsample.js";

/** Width of the window in which tissue is averaged: wider than any lesion, narrower than the coil's shading. */
const WINDOW_SIGMA_MM = 8;
/** Of voxels closer together than this, one in so many is enough for an average over centimetres. */
const SAMPLE_MM = 1.5;

/** The local mean of the tissue on a coarser grid. */
export interface TissueLevel {
  readonly mean: Volume;
  /** Voxels of the image to one of `mean`, along each axis. */
  readonly stride: Stride;
}

/**
 * What the tissue around each voxel looks like: the local mean under the mask, dark and bright voxels left out, from
 * one voxel in every 1.5 mm.
 */
export function tissueLevel(volume: Volume, mask: Mask): TissueLevel {
  const stride = spacing(volume.affine).map((mm) => Math.max(1, Math.floor(SAMPLE_MM / mm))) as unknown as Stride;
  const sampled = subsample(volume, stride, (n) => new Float32Array(n));
  const sampledMask = subsample(mask, stride, (n) => new Uint8Array(n));
  return { mean: localBackground(sampled, sampledMask, { sigmaMm: WINDOW_SIGMA_MM }).mean, stride };
}

/** The level along one row of the image, interpolated linearly. */
export function tissueLevelRowInto({ mean, stride }: TissueLevel, j: number, k: number, out: Float32Array): void {
  const [mi, mj, mk] = mean.shape;
  const [y0, y1, fy] = between(j / stride[1], mj);
  const [z0, z1, fz] = between(k / stride[2], mk);
  const row = (y: number, z: number): number => mi * (y + mj * z);
  const rows = [row(y0, z0), row(y1, z0), row(y0, z1), row(y1, z1)] as const;
  const weights = [(1 - fy) * (1 - fz), fy * (1 - fz), (1 - fy) * fz, fy * fz] as const;
  const at = (x: number): number =>
    weights[0] * (mean.data[rows[0] + x] as number) +
    weights[1] * (mean.data[rows[1] + x] as number) +
    weights[2] * (mean.data[rows[2] + x] as number) +
    weights[3] * (mean.data[rows[3] + x] as number);
  let left = at(0);
  let right = at(Math.min(1, mi - 1));
  let x = 0;
  for (let i = 0; i < out.length; i++) {
    const position = i / stride[0];
    if (position >= x + 1 && x < mi - 1) {
      x++;
      left = right;
      right = at(Math.min(x + 1, mi - 1));
    }
    out[i] = left + Math.min(1, position - x) * (right - left);
  }
}

/** The two samples around a position and how far along it lies. */
function between(position: number, length: number): readonly [number, number, number] {
  const low = Math.min(Math.floor(position), length - 1);
  const high = Math.min(low + 1, length - 1);
  return [low, high, Math.min(1, position - low)];
}
