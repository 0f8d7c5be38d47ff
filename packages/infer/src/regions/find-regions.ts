import {
  affineDeterminant,
  type LongTaskOptions,
  type Mask,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { brainMask, resampleLabels, worldAlignedGrid } from "@cmb/preprocess";
import { progressPart } from "../progress-part.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import { maskOntoGrid } from "./mask-onto-grid.js";
import { type OpenedRegionNetwork, segmentRegions } from "./segment-regions.js";

/** The brain of a scan, and what is known of its regions. */
export interface FoundRegions {
  /** On the grid of the scan. */
  readonly brain: Mask;
  readonly anatomy: Anatomy;
  readonly warnings: readonly string[];
}

/** A brain below this is that of a scan of few slices, or none. */
const LEAST_BRAIN_ML = 300;
/** The classical mask has to find this much more before the network's is given up. */
const MUCH_MORE = 1.25;
const ANATOMY_MM = 2;
/** Share of the progress that the network takes. */
const NETWORK_SHARE = 0.6;

/**
 * The brain and its regions: by a network where there is one and its brain is plausible, else the classical brain mask
 * without regions.
 *
 * A network's brain is not when it is empty, or below 300 ml while the classical mask finds a quarter more.
 *
 * @param volume - magnitudes, any voxel type
 * @param network - `undefined` where the model has none
 * @param options - `signal` and `onProgress`
 * @returns the brain on the grid of `volume`
 */
export async function findRegions(
  volume: Volume<VoxelArray>,
  network: OpenedRegionNetwork | undefined,
  options: LongTaskOptions,
): Promise<FoundRegions> {
  const task = startLongTask(1, options);
  if (network === undefined) {
    const found = await classicalRegions(volume, { ...options, from: 0 });
    await task.advance("brain mask", 1);
    return found;
  }
  const { labels, brain } = await segmentRegions(volume, network, { task, done: 0 });
  await task.advance("regions", NETWORK_SHARE);
  const networkMl = volumeMl(brain);
  if (networkMl < LEAST_BRAIN_ML) {
    const found = await classicalRegions(volume, { ...options, from: NETWORK_SHARE });
    const classicalMl = volumeMl(found.brain);
    if (networkMl === 0 || classicalMl > MUCH_MORE * networkMl) {
      await task.advance("regions", 1);
      return { ...found, warnings: [fallbackWarning(networkMl, classicalMl)] };
    }
  }
  const anatomy = anatomyOf(brain, { labels, classes: network.network.classes });
  const native = await maskOntoGrid(brain, volume, { task, stage: "regions", done: NETWORK_SHARE });
  await task.advance("regions", 1);
  return { brain: native, anatomy, warnings: [] };
}

function fallbackWarning(networkMl: number, classicalMl: number): string {
  const found = `The region network found ${Math.round(networkMl)} ml of brain and the classical brain mask ${Math.round(classicalMl)} ml`;
  return `${found}; the classical mask was used, and regions were not assessed.`;
}

async function classicalRegions(
  volume: Volume<VoxelArray>,
  { signal, onProgress, from }: LongTaskOptions & { readonly from: number },
): Promise<FoundRegions> {
  const part = progressPart(onProgress, { from, to: 0.99, total: 1 });
  const { mask } = await brainMask(volume, { signal, onProgress: part });
  const coarse = await resampleLabels(mask, worldAlignedGrid(mask, ANATOMY_MM), { signal });
  return { brain: mask, anatomy: anatomyOf(coarse), warnings: [] };
}

function volumeMl({ data, affine }: Mask): number {
  let voxels = 0;
  for (let v = 0; v < data.length; v++) if (data[v] !== 0) voxels++;
  return (voxels * Math.abs(affineDeterminant(affine))) / 1000;
}
