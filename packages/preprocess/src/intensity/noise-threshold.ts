import type { Shape, Volume, VoxelArray } from "@cmb/core";

/**
 * The value above which a voxel of a magnitude image holds signal.
 *
 * The smaller one of five standard deviations of the quietest corner and half of the mean of all that is above those
 * five, so that it also works where no corner is free of tissue.
 */
export function noiseThreshold({ data, shape }: Volume<VoxelArray>): number {
  const noise = 5 * quietestCorner(data, shape);
  const aboveNoise = meanAbove(data, noise);
  if (Number.isFinite(noise) && noise < aboveNoise / 2) return noise;
  return (Number.isNaN(aboveNoise) ? meanAbove(data, 0) : aboveNoise) / 2;
}

function meanAbove(data: VoxelArray, limit: number): number {
  let n = 0;
  let sum = 0;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    if (!(value > limit && value < Number.POSITIVE_INFINITY)) continue;
    n++;
    sum += value;
  }
  return sum / n;
}

/** The smallest deviation of the eight corners, each of up to ten voxels along an axis and a third of it. */
function quietestCorner(data: VoxelArray, shape: Shape): number {
  const [si, sj, sk] = shape.map((n) => Math.min(10, Math.ceil(n / 3))) as [number, number, number];
  const [ni, nj, nk] = shape;
  let quietest = Number.POSITIVE_INFINITY;
  for (const fromK of [0, nk - sk])
    for (const fromJ of [0, nj - sj])
      for (const fromI of [0, ni - si]) {
        const values = Array.from({ length: si * sj * sk }, (_, n) => {
          const [i, j, k] = [n % si, Math.floor(n / si) % sj, Math.floor(n / (si * sj))];
          return data[fromI + i + ni * (fromJ + j + nj * (fromK + k))] as number;
        }).filter((value) => Number.isFinite(value));
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        if (variance < quietest ** 2) quietest = Math.sqrt(variance);
      }
  return quietest;
}
