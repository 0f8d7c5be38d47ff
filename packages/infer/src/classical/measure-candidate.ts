import { type Mask, type RegionStatistics, spacing, type Volume } from "@cmb/core";
import { edgeDistance } from "./edge-distance.js";
import type { Peak } from "./find-peaks.js";
import { type GrownRegion, growRegion } from "./grow-region.js";
import { type Neighbourhood, neighbourIndex } from "./neighbourhood.js";
import { regionShape } from "./region-shape.js";
import { resolvedAxes } from "./resolved-axes.js";
import { ringAround } from "./ring.js";
import { tubularity } from "./tubularity.js";

/** Lesions are at least this large, as the diameter of a ball of the same volume. */
export const MIN_DIAMETER_MM = 1;
/** Larger ones are no microbleeds. */
export const MAX_DIAMETER_MM = 10;

/** The images that every candidate is measured on. */
export interface CandidateImages {
  /** 0 in plain tissue, towards 1 where darker. */
  readonly darkness: Volume;
  readonly mask: Mask;
  readonly near: Neighbourhood;
}

/** What a candidate is judged by. */
export interface CandidateFeatures {
  /** 1 − darkest over the tissue around it. */
  readonly contrast: number;
  /** Contrast over the spread of the tissue around it. */
  readonly contrastToNoise: number;
  readonly diameterMm: number;
  /** Second over first axis, from {@link resolvedAxes}. */
  readonly elongation: number;
  /** Length of the longest axis in mm, from {@link resolvedAxes}. */
  readonly lengthMm: number;
  /** From {@link tubularity}. */
  readonly tubularity: number;
  /** Combined response over contrast: 0 line, sheet or noise, larger for balls. */
  readonly blobness: number;
  /** How much its diameter grows in mm when it is cut at 0.3 of its depth instead of where its region ends. */
  readonly softEdgeMm: number;
  /** How dark the darkest tenth of the tissue around it is, relative to the candidate. */
  readonly clutter: number;
  /** Distance to the edge of the brain in mm, at most 10. */
  readonly edgeMm: number;
  /** The share of its surface that looks out of the brain. */
  readonly openShare: number;
}

/** A candidate with its voxels. */
export interface MeasuredCandidate {
  readonly peak: Peak;
  /** Indices in the analysed block; empty when no region could be grown. */
  readonly voxels: readonly number[];
  readonly region: RegionStatistics;
  readonly features: CandidateFeatures;
  /** The region met the limit of size. */
  readonly overflowed: boolean;
}

/** Levels between the tissue and the darkest voxel at which a region is grown, the widest first. */
const LEVELS = [0.5, 0.65, 0.8] as const;
/** A lower cut, for {@link CandidateFeatures.softEdgeMm}. */
const SOFT_LEVEL = 0.3;
const MAX_SOFT_EDGE_MM = 5;
/** How far from the peak the darkest voxel may be, in mm. */
const DARKEST_WITHIN_MM = 1;

/** Grows the region of a candidate and measures it. */
export function measureCandidate(images: CandidateImages, peak: Peak): MeasuredCandidate {
  const { darkness, mask, near } = images;
  const seed = darkestNear(images, peak);
  const rough = ringAround(darkness, mask, { at: peak, near, fromMm: 4, toMm: 8 });
  const { voxels, overflowed, openShare } = grow(images, seed, rough.median);
  const region = regionShape(darkness, voxels);
  const diameterMm = 2 * Math.cbrt((3 * region.volumeMm3) / (4 * Math.PI));
  const radiusMm = diameterMm / 2;
  const ring = ringAround(darkness, mask, { at: peak, near, fromMm: radiusMm + 1, toMm: radiusMm + 3.5 });
  const depth = Math.max(1e-6, (darkness.data[seed] as number) - ring.median);
  const spacingMm = spacing(darkness.affine);
  const axes = resolvedAxes(voxels, darkness.shape, spacingMm);
  const features: CandidateFeatures = {
    contrast: Math.min(1, depth / Math.max(1e-6, 1 - ring.median)),
    contrastToNoise: depth / Math.max(ring.deviation, 1e-3),
    diameterMm,
    elongation: axes.elongation,
    lengthMm: axes.lengthMm,
    tubularity: tubularity(darkness, mask, {
      at: peak,
      near,
      own: new Set(voxels),
      radiusMm,
      sliceMm: Math.max(...spacingMm.filter((_, axis) => (darkness.shape[axis] as number) > 1)),
      background: ring.median,
      spread: ring.deviation,
      depth,
    }),
    blobness: peak.response / depth,
    softEdgeMm: softEdge(images, seed, { background: ring.median, depth, diameterMm }),
    clutter: Math.min(1, Math.max(0, (ring.darkTenth - ring.median) / depth)),
    edgeMm: edgeDistance(mask, near, peak),
    openShare,
  };
  return { peak, voxels, region, features, overflowed };
}

interface Grown {
  readonly background: number;
  readonly depth: number;
  readonly diameterMm: number;
}

/**
 * A microbleed ends within a voxel or two. Nuclei that hold iron fade out, and a vessel's cross-section hangs together
 * with the rest of the vessel at a lower cut.
 */
function softEdge(images: CandidateImages, seed: number, { background, depth, diameterMm }: Grown): number {
  const { darkness, mask } = images;
  const voxelMm3 = spacing(darkness.affine).reduce((product, mm) => product * mm, 1);
  const largestMm3 = (Math.PI / 6) * (diameterMm + MAX_SOFT_EDGE_MM) ** 3;
  const threshold = background + SOFT_LEVEL * depth;
  const { voxels } = growRegion(darkness, mask, seed, { threshold, maxVoxels: Math.ceil(largestMm3 / voxelMm3) });
  const wider = 2 * Math.cbrt((3 * voxels.length * voxelMm3) / (4 * Math.PI));
  return Math.min(MAX_SOFT_EDGE_MM, Math.max(0, wider - diameterMm));
}

function darkestNear({ darkness, mask, near }: CandidateImages, peak: Peak): number {
  const [ni, nj] = darkness.shape;
  let best = peak.i + ni * (peak.j + nj * peak.k);
  for (let n = 0; n < near.distanceMm.length && (near.distanceMm[n] as number) <= DARKEST_WITHIN_MM; n++) {
    const v = neighbourIndex(near, n, { shape: darkness.shape, ...peak });
    if (v !== -1 && mask.data[v] !== 0 && (darkness.data[v] as number) > (darkness.data[best] as number)) best = v;
  }
  return best;
}

/** The widest region that stays within the largest size; the smallest tried when none does. */
function grow(images: CandidateImages, seed: number, background: number): GrownRegion {
  const { darkness, mask } = images;
  const [di, dj, dk] = spacing(darkness.affine);
  const largestMm3 = (Math.PI / 6) * MAX_DIAMETER_MM ** 3;
  const maxVoxels = Math.max(1, Math.ceil(largestMm3 / (di * dj * dk)));
  const depth = (darkness.data[seed] as number) - background;
  let grown: GrownRegion = { voxels: [seed], overflowed: false, openShare: 0 };
  for (const level of LEVELS) {
    grown = growRegion(darkness, mask, seed, { threshold: background + level * depth, maxVoxels });
    if (!grown.overflowed) return grown;
  }
  return grown;
}
