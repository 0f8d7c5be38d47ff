// The volume that transforms.mjs transforms.
import { affineFromSpacing, createRng } from "@cmb/core";

export const SHAPE = [256, 256, 128];
export const AFFINE = affineFromSpacing([0.9, 0.9, 1.3], [-114.75, -114.75, -82.55]);

/** Tissue with texture and noise in dark bone in a scalp. */
export function makeImage() {
  const rng = createRng(2026, "transforms");
  const [ni, nj, nk] = SHAPE;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    const [x, y, z] = [(v % ni) - 128, (Math.floor(v / ni) % nj) - 128, Math.floor(v / (ni * nj)) - 64];
    const beyond = (Math.hypot(x / 80, y / 95, z / 52) - 1) * 70;
    const tissue = 100 + 10 * Math.sin(x / 5 + y / 7) * Math.sin(z / 6);
    data[v] = (beyond < 0 ? tissue : beyond < 7 ? 8 : beyond < 13 ? 70 : 4) + 4 * rng.uniform();
  }
  return { data, shape: SHAPE, affine: AFFINE };
}
