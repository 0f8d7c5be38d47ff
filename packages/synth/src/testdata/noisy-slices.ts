import { affineFromSpacing, createRng, createVolume, type Volume } from "@cmb/core";

/** White noise of a given share about 100, in a frame of nothing. */
export function noisySlices(share: number, seed = 1, side = 64, pixelMm = 1): Volume {
  const rng = createRng(seed);
  const data = Float32Array.from({ length: side * side * 2 }, (_, v) => {
    const [i, j] = [v % side, Math.floor(v / side) % side];
    const isTissue = Math.min(i, j, side - 1 - i, side - 1 - j) >= side / 16;
    return isTissue ? rng.normal(100, 100 * share) : Math.abs(rng.normal(0, 2));
  });
  return createVolume(data, [side, side, 2], affineFromSpacing([pixelMm, pixelMm, 3]));
}
