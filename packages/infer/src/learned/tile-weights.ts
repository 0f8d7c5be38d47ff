/** Width of the Gaussian as a share of the tile, as in nnU-Net (Isensee et al. 2021, doi:10.1038/s41592-020-01008-z). */
const SIGMA_SHARE = 0.125;
/** The least weight: a voxel that only the corner of a tile covers still has one. */
const LEAST = 0.01;

/** How much each position along one axis of a tile counts; the weight of a voxel is the product over its axes. */
export function tileWeights(length: number): Float32Array {
  const sigma = SIGMA_SHARE * length;
  return Float32Array.from({ length }, (_, t) =>
    Math.max(LEAST, Math.exp(-0.5 * ((t - (length - 1) / 2) / sigma) ** 2)),
  );
}
