import { assertSamePlace, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import type { LabelSite } from "./label-sites.js";

/** Voxels that an object may be put in, and how often relative to other sites. @internal */
export interface CandidateSite {
  readonly tissue: string;
  readonly share: number;
  readonly voxels: Uint32Array;
}

/**
 * The voxels of each kind of place in a segmentation.
 *
 * @returns kinds without a voxel are left out
 * @throws CmbError `SHAPE_MISMATCH` when the masks lie on another grid
 * @internal
 */
export function labelledSites(
  labels: Volume<VoxelArray>,
  sites: readonly LabelSite[],
  allowed: Mask | undefined,
): readonly CandidateSite[] {
  if (allowed !== undefined) assertSamePlace("insertMicrobleeds", labels, allowed);
  const siteOf = new Map<number, number>();
  for (const [n, site] of sites.entries()) for (const label of site.labels) siteOf.set(label, n);
  const voxels: number[][] = sites.map(() => []);
  for (let v = 0; v < labels.data.length; v++) {
    const site = siteOf.get(labels.data[v] as number);
    if (site !== undefined && allowed?.data[v] !== 0) voxels[site]?.push(v);
  }
  return sites
    .map(({ tissue, share }, n) => ({ tissue, share, voxels: Uint32Array.from(voxels[n] ?? []) }))
    .filter((site) => site.voxels.length > 0);
}

/**
 * The voxels of one mask as the only kind of place.
 *
 * @internal
 */
export function maskSite(tissue: string, mask: Mask, allowed: Mask | undefined): readonly CandidateSite[] {
  if (allowed !== undefined) assertSamePlace("insertMicrobleeds", mask, allowed);
  const voxels: number[] = [];
  for (let v = 0; v < mask.data.length; v++) if (mask.data[v] !== 0 && allowed?.data[v] !== 0) voxels.push(v);
  return voxels.length === 0 ? [] : [{ tissue, share: 1, voxels: Uint32Array.from(voxels) }];
}
