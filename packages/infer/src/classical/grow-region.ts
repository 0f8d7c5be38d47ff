import type { Mask, Volume } from "@cmb/core";

/** How far {@link growRegion} goes. */
export interface GrowRegionOptions {
  /** Voxels at least this dark belong. */
  readonly threshold: number;
  /** Growing stops beyond so many voxels. */
  readonly maxVoxels: number;
}

/** What {@link growRegion} found. */
export interface GrownRegion {
  /** Indices in memory, in the order in which they were reached. */
  readonly voxels: readonly number[];
  /** It met `maxVoxels` before its end. */
  readonly overflowed: boolean;
}

/** The face-connected voxels around a seed that are dark enough, inside of the mask. */
export function growRegion(
  darkness: Volume,
  mask: Mask,
  seed: number,
  { threshold, maxVoxels }: GrowRegionOptions,
): GrownRegion {
  const [ni, nj, nk] = darkness.shape;
  const area = ni * nj;
  const reached = new Set<number>([seed]);
  const voxels = [seed];
  const visit = (v: number): void => {
    if (reached.has(v) || mask.data[v] === 0 || (darkness.data[v] as number) < threshold) return;
    reached.add(v);
    voxels.push(v);
  };
  for (let n = 0; n < voxels.length; n++) {
    if (voxels.length > maxVoxels) return { voxels, overflowed: true };
    const v = voxels[n] as number;
    const i = v % ni;
    const j = Math.floor(v / ni) % nj;
    const k = Math.floor(v / area);
    if (i > 0) visit(v - 1);
    if (i < ni - 1) visit(v + 1);
    if (j > 0) visit(v - ni);
    if (j < nj - 1) visit(v + ni);
    if (k > 0) visit(v - area);
    if (k < nk - 1) visit(v + area);
  }
  return { voxels, overflowed: false };
}
