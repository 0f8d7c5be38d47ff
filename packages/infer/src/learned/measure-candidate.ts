import { spacing, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import type { NativeMapping } from "@cmb/preprocess";
import { type Neighbourhood, neighbourhood } from "../classical/neighbourhood.js";
import { regionShape } from "../classical/region-shape.js";
import type { ScoredCandidate } from "../lesion-model.js";
import type { Anatomy } from "../regions/anatomy.js";
import { placeLesion } from "../regions/name-region.js";
import { type RegionSampler, regionSampler } from "../regions/region-sampler.js";
import type { Scorer } from "./calibrated-score.js";
import { candidateFeatures } from "./candidate-features.js";
import { evidenceOf } from "./evidence-of.js";
import { judgePlace } from "./judge-place.js";
import { nativeContrast } from "./native-contrast.js";
import { nativeVoxels } from "./native-voxels.js";
import type { VerifiedCandidate } from "./verify-candidates.js";

/** Lesions are at most 10 mm across and their surroundings end 3.5 mm further out. */
const REACH_MM = 8.5;

/** The scan that candidates are measured on, made ready once. */
export interface MeasuredScan {
  readonly volume: Volume<VoxelArray>;
  readonly mapping: NativeMapping;
  readonly anatomy: Anatomy;
  readonly near: Neighbourhood;
  readonly sampler: RegionSampler;
  readonly sliceMm: number;
}

/** Makes ready what {@link measureCandidate} needs of a scan. */
export function measuredScan(volume: Volume<VoxelArray>, mapping: NativeMapping, anatomy: Anatomy): MeasuredScan {
  return {
    volume,
    mapping,
    anatomy,
    near: neighbourhood(volume, REACH_MM),
    sampler: regionSampler(anatomy, volume.affine),
    sliceMm: Math.max(...spacing(volume.affine)),
  };
}

/** How a candidate is measured and scored. */
export interface MeasureOptions {
  readonly maskProbability: number;
  readonly scorer: Scorer;
}

/**
 * A candidate on the grid of the scan: its voxels, size, contrast, place, features and score.
 *
 * @returns `undefined` where it lies outside of that grid
 */
export async function measureCandidate(
  scan: MeasuredScan,
  candidate: VerifiedCandidate,
  { maskProbability, scorer }: MeasureOptions,
): Promise<ScoredCandidate | undefined> {
  const { volume, mapping, anatomy, near, sampler, sliceMm } = scan;
  const voxels = await nativeVoxels(candidate, mapping, maskProbability);
  if (voxels.length === 0) return undefined;
  const region = regionShape(volume, voxels);
  const contrast = nativeContrast(volume, { voxels, region, near, inBrain: sampler.inBrain });
  const place = placeLesion(anatomy, { voxels: indicesOf(voxels, volume), affine: volume.affine, region });
  const features = candidateFeatures(candidate, {
    region,
    contrast,
    place,
    edgeMm: anatomy.depthMm.data[sampler.indexAt(region.centroidVoxel)] ?? 0,
    sliceMm,
  });
  return {
    score: scorer.score(features),
    contrast,
    voxels,
    region,
    features: { ...features },
    evidence: evidenceOf(features, scorer.used),
    rejection: judgePlace(place),
    place: place.region,
  };
}

function indicesOf(voxels: Int32Array, { shape: [ni, nj] }: Volume<VoxelArray>): readonly VoxelIndex[] {
  return Array.from(voxels, (v): VoxelIndex => {
    const i = v % ni;
    const row = (v - i) / ni;
    return [i, row % nj, Math.floor(row / nj)];
  });
}
