import type { Affine, RegionStatistics, VoxelIndex } from "@cmb/core";
import type { RegionClass } from "../manifest/model-manifest.js";
import type { LesionRegion } from "../report.js";
import type { Anatomy } from "./anatomy.js";
import { CAPSULE, isTissue, MIDLINE_CLASSES, SCALE_NAMES, type ScaleNames, type TissueClass } from "./bombs.js";
import { classesNear, type NearClass } from "./classes-near.js";
import { rightOfMidline } from "./midline.js";
import { regionSampler } from "./region-sampler.js";

/** A lesion of a grid with this affine. */
export interface PlacedLesion {
  readonly voxels: readonly VoxelIndex[];
  readonly affine: Affine;
  readonly region: Pick<RegionStatistics, "centroidVoxel" | "centroidMm">;
}

/** Where a lesion lies. */
export interface LesionPlace {
  /** What the rating scales call it; `null` without regions, and where no tissue is near. */
  readonly region: LesionRegion | null;
  /** The class that most of its voxels have; `undefined` without regions. */
  readonly majority: RegionClass | undefined;
  /** How many of its voxels are brain, and of how many. */
  readonly brainVoxels: number;
  readonly voxels: number;
  /** The share of ventricle and fluid among all that lies within 5 mm of its centre. */
  readonly fluidShare: number;
}

/** White matter this near to cortex is the grey-white junction. */
const JUNCTION_MM = 2;
/** Fluid takes its name from the nearest tissue within this distance. */
const NEAR_TISSUE_MM = 8;
/** White matter with this share of deep grey nuclei within this distance is capsule. */
const CAPSULE_MM = 5;
const CAPSULE_SHARE = 0.25;
const DEEP_GREY: readonly RegionClass[] = ["basal-ganglia", "pallidum", "thalamus"];
/** Nearer to the midline than this, a lesion of brainstem or cerebellum belongs to neither side. */
const MIDLINE_MM = 3;
const FLUID_MM = 5;
const FLUID: readonly RegionClass[] = ["csf", "ventricle"];

/**
 * Where a lesion lies, by the classes of its voxels and the scales BOMBS and MARS.
 *
 * The class that most of its voxels have decides, of tissue where it has any; fluid, sinus and background take the
 * nearest tissue within 8 mm. White matter within 2 mm of cortex is grey-white junction, as BOMBS rates it.
 */
export function placeLesion(anatomy: Anatomy, { voxels, affine, region }: PlacedLesion): LesionPlace {
  const sampler = regionSampler(anatomy, affine);
  const counts = new Map<RegionClass, number>();
  let brainVoxels = 0;
  for (const voxel of voxels) {
    if (sampler.inBrain(voxel)) brainVoxels++;
    const name = sampler.classAt(voxel);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const near = classesNear(anatomy, sampler.indexAt(region.centroidVoxel), NEAR_TISSUE_MM);
  const tissue = mostFrequent(counts, isTissue) ?? nearestTissue(near);
  const around = near.filter(({ distanceMm }) => distanceMm <= FLUID_MM);
  return {
    region: isTissue(tissue) ? { ...namesOf(tissue, near), side: sideOf(anatomy, tissue, region) } : null,
    majority: mostFrequent(counts, () => true),
    brainVoxels,
    voxels: voxels.length,
    fluidShare: around.length === 0 ? 0 : around.filter(({ name }) => FLUID.includes(name)).length / around.length,
  };
}

function mostFrequent(
  counts: ReadonlyMap<RegionClass, number>,
  counted: (name: RegionClass) => boolean,
): RegionClass | undefined {
  let best: RegionClass | undefined;
  for (const [name, count] of counts) {
    if (counted(name) && (best === undefined || count > (counts.get(best) ?? 0))) best = name;
  }
  return best;
}

function nearestTissue(near: readonly NearClass[]): RegionClass | undefined {
  let best: NearClass | undefined;
  for (const one of near) {
    if (isTissue(one.name) && (best === undefined || one.distanceMm < best.distanceMm)) best = one;
  }
  return best?.name;
}

function namesOf(tissue: TissueClass, near: readonly NearClass[]): ScaleNames {
  if (tissue !== "cerebral-white-matter") return SCALE_NAMES[tissue];
  const capsule = near.filter(({ distanceMm }) => distanceMm <= CAPSULE_MM);
  const deep = capsule.filter(({ name }) => DEEP_GREY.includes(name)).length;
  if (deep >= CAPSULE_SHARE * capsule.length) return CAPSULE;
  const atCortex = near.some(({ name, distanceMm }) => name === "cortex" && distanceMm <= JUNCTION_MM + 1e-6);
  return SCALE_NAMES[atCortex ? "cortex" : tissue];
}

function sideOf(
  { midline }: Anatomy,
  tissue: TissueClass,
  { centroidMm }: Pick<RegionStatistics, "centroidMm">,
): LesionRegion["side"] {
  const right = rightOfMidline(midline, centroidMm);
  if (MIDLINE_CLASSES.includes(tissue) && Math.abs(right) <= MIDLINE_MM) return "midline";
  return right > 0 ? "right" : "left";
}
