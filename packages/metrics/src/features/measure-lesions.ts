import { affineDeterminant, assertSameGrid, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import type { Lesion } from "../evaluation-case.js";
import type { LabelledLesions } from "../labelling/label-lesions.js";
import { type LabelCount, type LocationRule, locationOfCounts } from "../location/location-of-counts.js";
import { synthSegRegion } from "../location/synthseg-regions.js";
import { firstOrderFeatures } from "./first-order-features.js";
import { lesionContrast } from "./lesion-contrast.js";
import { shapeOfVoxels } from "./shape-features.js";

/** What is measured on each lesion beside its size. @since 0.1.0 */
export interface MeasureLesionsOptions {
  /** Intensities on the lesions' grid, for first-order features and contrast. */
  readonly image?: Volume<VoxelArray> | undefined;
  /** Width of a histogram bin in the unit of the intensities; 25 unless given. */
  readonly binWidth?: number | undefined;
  /** SynthSeg's labels on the lesions' grid, for locations. */
  readonly anatomy?: Volume<VoxelArray> | undefined;
  /** `"evaluation"` unless given, see {@link locationOfCounts}. */
  readonly locationRule?: LocationRule | undefined;
  /** Locations by BOMBS region or by zone (lobar, deep, infratentorial); `"bombs"` unless given. */
  readonly locationNames?: "bombs" | "zone" | undefined;
}

/**
 * Every lesion of an image with PyRadiomics' features and its location, so that strata by them need no further work.
 *
 * `features` gains `"shape.…"` (the 14 of `shapeFeatures`) and, with an image, `"firstOrder.…"` (the 18 of
 * `firstOrderFeatures`) and `"contrast"` (see `lesionContrast`), beside the four of `lesionShape`. `location` is the
 * region of the SynthSeg label that stands for the lesion; a lesion outside of every region keeps none.
 *
 * @param labelled - from {@link labelLesions} or {@link lesionsFromInstances}
 * @param options - image and anatomy, where there are any
 * @returns lesions in the order of `labelled.lesions`
 * @throws CmbError `SHAPE_MISMATCH` when image or anatomy have another grid, `OUT_OF_RANGE` for an intensity within a
 * lesion that is not finite
 * @since 0.1.0
 */
export function measureLesions(labelled: LabelledLesions, options: MeasureLesionsOptions): readonly Lesion[] {
  const { labels, lesions } = labelled;
  const { image, anatomy } = options;
  if (image) assertSameGrid("measureLesions: image", labels, image);
  if (anatomy) assertSameGrid("measureLesions: anatomy", labels, anatomy);
  const voxels = voxelsByLesion(labelled);
  const voxelVolumeMm3 = Math.abs(affineDeterminant(labels.affine));
  return lesions.map((lesion, n) => {
    const mine = voxels[n] as readonly number[];
    const intensities = image && Float64Array.from(mine, (v) => image.data[v] as number);
    const first = intensities && firstOrderFeatures(intensities, { voxelVolumeMm3, binWidth: options.binWidth ?? 25 });
    const location = anatomy && locationName(labelCounts(anatomy.data, mine), options);
    return {
      ...lesion,
      features: {
        ...lesion.features,
        ...prefixed(
          "shape",
          shapeOfVoxels(
            mine.map((v) => positionOf(v, labels.shape)),
            labels.affine,
          ),
        ),
        ...(first && prefixed("firstOrder", first)),
        ...(image && { contrast: lesionContrast(labels, image, mine) }),
      },
      ...(location !== undefined && { location }),
    };
  });
}

function voxelsByLesion({ labels, lesions, voxels }: LabelledLesions): readonly (readonly number[])[] {
  const lists = lesions.map((): number[] => []);
  for (const v of voxels) lists[(labels.data[v] as number) - 1]?.push(v);
  return lists;
}

function positionOf(v: number, [ni, nj]: readonly [number, number, number]): VoxelIndex {
  return [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
}

function prefixed(prefix: string, features: object): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(features).map(([name, value]) => [`${prefix}.${name}`, value as number]));
}

/** Voxels of each label, by rising label: of equals the published rules take the lower one. */
function labelCounts(anatomy: VoxelArray, voxels: readonly number[]): readonly LabelCount[] {
  const counts = new Map<number, number>();
  for (const v of voxels) counts.set(anatomy[v] as number, (counts.get(anatomy[v] as number) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

function locationName(counts: readonly LabelCount[], options: MeasureLesionsOptions): string | undefined {
  const { locationRule = "evaluation", locationNames = "bombs" } = options;
  return synthSegRegion(locationOfCounts(counts, locationRule))?.[locationNames];
}
