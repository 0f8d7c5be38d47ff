import type { LabelCount } from "./location-of-counts.js";
import type { Zone } from "./synthseg-regions.js";

/** A region of the MARS scale with its label in the MARS atlas. @since 0.1.0 */
export interface MarsRegion {
  readonly label: number;
  readonly name: string;
  readonly zone: Zone;
}

const NAMES: readonly string[] = [
  "brainstem",
  "cerebellum",
  "basal ganglia",
  "thalamus",
  "internal capsule",
  "external capsule",
  "corpus callosum",
  "white matter",
  "frontal",
  "parietal",
  "temporal",
  "occipital",
  "insula",
];

/**
 * The 13 regions of the Microbleed Anatomical Rating Scale: 1–2 infratentorial, 3–8 deep, 9–13 lobar.
 *
 * @returns by rising atlas label
 * @see Gregoire et al. 2009, The Microbleed Anatomical Rating Scale, doi:10.1212/WNL.0b013e3181c34a7d
 * @since 0.1.0
 */
export function listMarsRegions(): readonly MarsRegion[] {
  return NAMES.map((name, n) => ({
    label: n + 1,
    name,
    zone: n < 2 ? "infratentorial" : n < 8 ? "deep" : "lobar",
  }));
}

/**
 * The MARS region of a lesion from the atlas labels of its voxels: the highest label that it touches.
 *
 * The published count visits the regions from 13 down to 1 and takes each lesion for the first that it meets.
 *
 * @param counts - atlas labels inside the lesion; 0 and labels above 13 are passed over
 * @returns undefined where no region is touched
 * @see v-sundaresan/microbleed-size-counting
 * @since 0.1.0
 */
export function marsRegionOfCounts(counts: readonly LabelCount[]): MarsRegion | undefined {
  const touched = new Set(counts.filter(([, voxels]) => voxels > 0).map(([label]) => label));
  return listMarsRegions().findLast(({ label }) => touched.has(label));
}
