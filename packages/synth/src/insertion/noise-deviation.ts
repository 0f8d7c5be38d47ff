import type { Mask, Volume, VoxelArray } from "@cmb/core";

/** Median of |x| over the standard deviation of normal numbers. */
const NORMAL_MEDIAN = 0.6745;
const MOST_SAMPLES = 200_000;

/**
 * Standard deviation of the noise per channel, from neighbours in smooth tissue.
 *
 * The median of |x(i+1) − 2 x(i) + x(i−1)| along i and along j over √6 of that of normal numbers: slopes cancel, and
 * edges are few. Where an image was interpolated its neighbours share noise, and the result is too small.
 *
 * @param image - magnitudes well above the noise
 * @param tissue - where there is tissue; all of the image when that leaves fewer than 100 voxels
 * @returns in the unit of the image; 0 for an image without noise
 * @internal
 */
export function noiseDeviation(image: Volume<VoxelArray>, tissue: Mask): number {
  const inTissue = secondDifferences(image, (v) => tissue.data[v] !== 0);
  const differences = inTissue.length >= 100 ? inTissue : secondDifferences(image, () => true);
  if (differences.length === 0) return 0;
  const sorted = Float64Array.from(differences).sort();
  return (sorted[sorted.length >> 1] as number) / (NORMAL_MEDIAN * Math.sqrt(6));
}

function secondDifferences({ data, shape }: Volume<VoxelArray>, counts: (v: number) => boolean): readonly number[] {
  const [ni, nj] = shape;
  const stride = Math.max(1, Math.floor((2 * data.length) / MOST_SAMPLES));
  const out: number[] = [];
  for (let v = 0; v < data.length; v += stride) {
    const i = v % ni;
    const j = ((v - i) / ni) % nj;
    for (const [at, n, step] of [
      [i, ni, 1],
      [j, nj, ni],
    ] as const) {
      if (at === 0 || at === n - 1 || !counts(v) || !counts(v - step) || !counts(v + step)) continue;
      const difference = (data[v + step] as number) - 2 * (data[v] as number) + (data[v - step] as number);
      if (Number.isFinite(difference)) out.push(Math.abs(difference));
    }
  }
  return out;
}
