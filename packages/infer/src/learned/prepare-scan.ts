import { CmbError, type LongTaskOptions, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import {
  DEFAULT_RECIPE,
  type NativeMapping,
  type Recipe,
  type RecipeProvenance,
  type RegionModel,
  resampleLabels,
  runRecipe,
} from "@cmb/preprocess";
import { type FoundRegions, findRegions } from "../regions/find-regions.js";
import type { OpenedRegionNetwork } from "../regions/segment-regions.js";

/** A scan as the networks see it, with what is known of its anatomy. */
export interface PreparedScan {
  readonly image: Volume;
  /** On the grid of `image`. */
  readonly brain: Mask;
  readonly anatomy: FoundRegions["anatomy"];
  readonly mapping: NativeMapping;
  readonly warnings: readonly string[];
  /** How long brain and regions took of it. */
  readonly regionsMs: number;
}

/** What {@link prepareScan} works with. */
export interface PrepareScanOptions extends LongTaskOptions {
  /** `DEFAULT_RECIPE` unless given. */
  readonly recipe?: Recipe | undefined;
  /** Without it the brain mask is classical and there are no regions. */
  readonly regions?: OpenedRegionNetwork | undefined;
}

/**
 * Follows a recipe, with the region network for its brain mask where there is one.
 *
 * @param volume - the scan; not touched
 * @throws CmbError what the recipe throws; `EMPTY_VOLUME` when no brain is found
 */
export async function prepareScan(
  volume: Volume<VoxelArray>,
  { recipe = DEFAULT_RECIPE, regions, signal, onProgress }: PrepareScanOptions,
): Promise<PreparedScan> {
  let found: FoundRegions | undefined;
  let regionsMs = 0;
  const segment: RegionModel["segment"] = async (image, options) => {
    const started = performance.now();
    found = await findRegions(image, regions, options);
    regionsMs = performance.now() - started;
    return { labels: found.brain, brain: found.brain };
  };
  const regionModel = { id: regions === undefined ? "classical" : "regions", segment };
  const result = await runRecipe({ image: volume }, recipe, { regionModel, signal, onProgress });
  // A recipe need not ask for the brain, or may want only the classical one.
  if (found === undefined) await segment(volume, { signal });
  const { brain: native, anatomy, warnings } = found as unknown as FoundRegions;
  const brain = result.brain ?? (await resampleLabels(native, result.image, { signal }));
  if (brain.data.indexOf(1) === -1) {
    const message = `regions: no brain was found in the image of ${volume.shape.join("×")} voxels; give a scan of a head`;
    throw new CmbError("EMPTY_VOLUME", message, { shape: volume.shape });
  }
  return {
    image: asFloat32(result.image),
    brain,
    anatomy,
    mapping: result.mapping,
    warnings: [...repairWarnings(result.provenance), ...warnings],
    regionsMs,
  };
}

function asFloat32({ data, shape, affine }: Volume<VoxelArray>): Volume {
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), shape, affine };
}

function repairWarnings({ steps }: RecipeProvenance): readonly string[] {
  return steps.flatMap(({ step, ...facts }) => {
    const count = Number(facts["nan"] ?? 0) + Number(facts["infinite"] ?? 0);
    return step === "repairNan" && count > 0 ? [`voxels that were NaN or infinite and were replaced: ${count}`] : [];
  });
}
