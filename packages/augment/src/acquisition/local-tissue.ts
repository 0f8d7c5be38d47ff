import type { Volume } from "@cmb/core";
import { localBackground, otsuThreshold } from "@cmb/preprocess";

/** What tissue around each voxel would show, and the value that is no signal at all. @internal */
export interface LocalTissue {
  readonly background: Float32Array;
  readonly zero: number;
}

/**
 * The brightness of the tissue around each voxel, dark spots and lines left out; nothing for an image of one value.
 *
 * Tissue is what Otsu's threshold finds. In an image with negative values, a standardised one, the lowest counts as no signal.
 *
 * @internal
 */
export function localTissue(volume: Volume, sigmaMm: number): LocalTissue | undefined {
  const { data } = volume;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    if (value - value !== 0) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (!(highest > lowest)) return undefined;
  const threshold = otsuThreshold(data);
  const tissue = new Uint8Array(data.length);
  for (let v = 0; v < data.length; v++) tissue[v] = (data[v] as number) > threshold ? 1 : 0;
  const { mean } = localBackground(volume, { ...volume, data: tissue }, { sigmaMm });
  return { background: mean.data, zero: Math.min(0, lowest) };
}
