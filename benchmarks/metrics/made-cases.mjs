import { affineFromSpacing, createRng } from "@cmb/core";

/** The grid of the timings: 256 × 256 × 64 voxels, thick slices. */
export const FULL_GRID = { shape: [256, 256, 64], spacingMm: [0.9, 0.9, 2.5], mostLesions: 80 };

/**
 * One made scan: a reference mask with 0 to `mostLesions` balls of 1 to 4 mm radius, and a prediction that misses a
 * fifth of them, shifts and resizes the others and adds false ones. No two of the numbers come from a real scan.
 */
export function makeCase(seed, index, grid = FULL_GRID) {
  const rng = createRng(seed, "metrics", index);
  const reference = new Uint8Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
  const prediction = new Uint8Array(reference.length);
  const count = rng.integer(0, grid.mostLesions);
  for (let lesion = 0; lesion < count; lesion++) {
    const centreMm = placeMm(rng, grid);
    const radiusMm = rng.uniform(1, 4);
    paintBall(reference, grid, centreMm, radiusMm);
    if (rng.uniform() < 0.2) continue;
    const shifted = centreMm.map((at) => at + rng.uniform(-1, 1));
    paintBall(prediction, grid, shifted, radiusMm * rng.uniform(0.8, 1.2));
  }
  const falseCount = rng.integer(0, Math.ceil(grid.mostLesions / 5));
  for (let ball = 0; ball < falseCount; ball++) paintBall(prediction, grid, placeMm(rng, grid), rng.uniform(1, 3));
  return { id: `case-${index}`, reference, prediction };
}

/** The two masks as volumes of `@cmb/core`. */
export function volumesOf({ reference, prediction }, { shape, spacingMm } = FULL_GRID) {
  const affine = affineFromSpacing(spacingMm);
  return { reference: { data: reference, shape, affine }, prediction: { data: prediction, shape, affine } };
}

function placeMm(rng, { shape, spacingMm }) {
  return shape.map((length, axis) => rng.uniform(0, (length - 1) * spacingMm[axis]));
}

/** The voxel nearest to the centre is always painted, so that no ball falls between voxels. */
function paintBall(mask, { shape: [ni, nj, nk], spacingMm }, centreMm, radiusMm) {
  const [ci, cj, ck] = centreMm.map((at, axis) => at / spacingMm[axis]);
  const [ri, rj, rk] = spacingMm.map((size) => radiusMm / size);
  const clamp = (at, length) => Math.min(length - 1, Math.max(0, Math.round(at)));
  mask[clamp(ci, ni) + ni * (clamp(cj, nj) + nj * clamp(ck, nk))] = 1;
  for (let k = Math.max(0, Math.ceil(ck - rk)); k <= Math.min(nk - 1, ck + rk); k++) {
    for (let j = Math.max(0, Math.ceil(cj - rj)); j <= Math.min(nj - 1, cj + rj); j++) {
      const rest = 1 - ((j - cj) / rj) ** 2 - ((k - ck) / rk) ** 2;
      if (rest < 0) continue;
      const half = ri * Math.sqrt(rest);
      const [first, last] = [Math.max(0, Math.ceil(ci - half)), Math.min(ni - 1, Math.floor(ci + half))];
      if (last >= first) mask.fill(1, ni * (j + nj * k) + first, ni * (j + nj * k) + last + 1);
    }
  }
}
