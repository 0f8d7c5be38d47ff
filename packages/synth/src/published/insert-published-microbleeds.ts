import {
  assertSamePlace,
  CmbError,
  createRng,
  createVolume,
  type LabelMap,
  type LongTaskOptions,
  type Mask,
  nearestVoxel,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import { type CandidateSite, labelledSites, maskSite } from "../insertion/candidate-sites.js";
import { drawPlace } from "../insertion/draw-place.js";
import { findParenchyma } from "../insertion/find-parenchyma.js";
import type { InsertionPlacement } from "../insertion/insertion-scan.js";
import { type LabelSite, MICROBLEED_SITES } from "../insertion/label-sites.js";
import { placementOf } from "../insertion/placement-of.js";
import { voxelWriter } from "../insertion/write-voxel.js";
import { PUBLISHED_PATCH_VOXELS, type PublishedMicrobleed, publishedMicrobleed } from "./published-microbleed.js";

/** Options of {@link insertPublishedMicrobleeds}. @since 0.1.0 */
export interface InsertPublishedOptions extends LongTaskOptions {
  /** Whole number; the same seed, index and scan give the same bytes. 0 unless given. */
  readonly seed?: number | undefined;
  /** Number of the version of the scan; the published release has ten. 0 unless given. */
  readonly index?: number | undefined;
  /** Ten, as published, unless given. */
  readonly count?: number | undefined;
  /** A segmentation on the grid of the scan; without one, places are looked for in smooth tissue. */
  readonly labels?: Volume<VoxelArray> | undefined;
  /** Shares of the places by label; those of real microbleeds under FreeSurfer's numbers unless given. */
  readonly sites?: readonly LabelSite[] | undefined;
  /** Where to place at all, on the grid of the scan. */
  readonly allowed?: Mask | undefined;
}

/** One inserted published microbleed. @since 0.1.0 */
export interface InsertedPublished extends Omit<PublishedMicrobleed, "factors"> {
  /** 1…n; its value in the labels. */
  readonly id: number;
  /** Centre of the Gaussian, RAS+ mm. */
  readonly centreMm: WorldPoint;
  readonly tissue: string;
  /** Lowest factor of its mask. */
  readonly darkest: number;
  readonly visibleVoxels: number;
}

/** A scan with published microbleeds. @since 0.1.0 */
export interface PublishedScan {
  readonly volume: Volume<VoxelArray>;
  readonly truth: {
    readonly microbleeds: readonly InsertedPublished[];
    /** The `id` where a mask is below 1. */
    readonly labels: LabelMap;
  };
  readonly placement: InsertionPlacement;
}

/** Patches of 7 voxels do not overlap at this distance on the published voxels of 1.75 mm. */
const CLEARANCE_MM = 12;

/**
 * Inserts the published synthetic microbleeds into an SWI, ten unless asked otherwise: see {@link publishedMicrobleed}.
 *
 * Each multiplies the 7 × 7 × 7 voxels around a voxel of tissue. The truth is exact: the voxels whose factor is below 1.
 * Centres keep 12 mm apart. Places follow the shares of real microbleeds in a segmentation; the paper matches the
 * distances to white matter, ventricles and the brain's border as well, whose distributions are not published. Without a
 * segmentation they are uniform over smooth tissue.
 *
 * @param volume - the SWI or magnitude, any affine and voxel type; whole numbers are rounded
 * @param options - see {@link InsertPublishedOptions}
 * @returns a new volume of the same type, and the truth
 * @throws CmbError `OUT_OF_RANGE` when the count is not a whole number from 0 to 1000, `SHAPE_MISMATCH` when grids
 * differ, `EMPTY_VOLUME` when no place is found for any; the signal's reason when aborted
 * @example
 * ```ts
 * import { insertPublishedMicrobleeds, renderPhantom } from "@cmb/synth";
 * const phantom = await renderPhantom({ seed: 7, headScale: 0.4, spacingMm: [1, 1, 2], microbleeds: 0, veins: 4 });
 * const inserted = await insertPublishedMicrobleeds(phantom.volume, { count: 2 });
 * inserted.truth.microbleeds.length; // => 2
 * ```
 * @see Momeni et al. 2021, doi:10.1016/j.cmpb.2021.106127
 * @since 0.1.0
 */
export async function insertPublishedMicrobleeds(
  volume: Volume<VoxelArray>,
  options: InsertPublishedOptions = {},
): Promise<PublishedScan> {
  const { seed = 0, index = 0, count = 10, signal } = options;
  assertCount(count);
  const sites = count === 0 ? [] : await sitesOf(volume, options, signal);
  const rng = createRng(seed, "published", index);
  const task = startLongTask(Math.max(1, count), options);
  const data: VoxelArray = volume.data.slice();
  const labels = new Uint32Array(data.length);
  const microbleeds: InsertedPublished[] = [];
  for (let n = 0; n < count; n++) {
    await task.advance("insert", n);
    const own = rng.at(n);
    const others = microbleeds.map(({ centreMm }) => centreMm);
    const place = drawPlace(own.at("site"), sites, { grid: volume, others, clearanceMm: CLEARANCE_MM });
    if (place === undefined) continue;
    const { factors, ...drawn } = publishedMicrobleed(own.at("shape"), { spacingMm: spacing(volume.affine) });
    const centre = nearestVoxel(volume.affine, place.centreMm);
    const id = microbleeds.length + 1;
    const visibleVoxels = multiplyPatch({ volume, data, labels }, factors, { centre, id });
    const at = centre.map((voxel, axis) => voxel + (drawn.offsetVoxels[axis] as number)) as [number, number, number];
    const centreMm = voxelToWorld(volume.affine, at);
    const darkest = Math.min(...factors);
    microbleeds.push({ id, ...drawn, centreMm, tissue: place.tissue, darkest, visibleVoxels });
  }
  await task.advance("insert", Math.max(1, count));
  const why = `no other place lies ${CLEARANCE_MM} mm from the rest`;
  const placed = { asked: count, placed: microbleeds.length, what: "microbleeds", why };
  return {
    volume: { data, shape: volume.shape, affine: volume.affine },
    truth: { microbleeds, labels: createVolume(labels, volume.shape, volume.affine) },
    placement: placementOf("insertPublishedMicrobleeds", placed, volume.shape),
  };
}

function assertCount(count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= 1000) return;
  const message = `insertPublishedMicrobleeds: count is ${count}; give a whole number from 0 to 1000`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "count", value: count, minimum: 0, maximum: 1000 });
}

async function sitesOf(
  volume: Volume<VoxelArray>,
  { labels, sites = MICROBLEED_SITES, allowed }: InsertPublishedOptions,
  signal: AbortSignal | undefined,
): Promise<readonly CandidateSite[]> {
  if (labels === undefined) return maskSite("parenchyma", (await findParenchyma(volume, { signal })).mask, allowed);
  assertSamePlace("insertPublishedMicrobleeds", volume, labels);
  return labelledSites(labels, sites, allowed);
}

interface Written {
  readonly volume: Volume<VoxelArray>;
  readonly data: VoxelArray;
  readonly labels: Uint32Array;
}

/** Multiplies the part of a patch that lies within the scan; returns how many voxels its mask is below 1 in. */
function multiplyPatch(
  { volume, data, labels }: Written,
  factors: Float32Array,
  { centre, id }: { readonly centre: VoxelIndex; readonly id: number },
): number {
  const [ni, nj, nk] = volume.shape;
  const write = voxelWriter(data);
  const n = PUBLISHED_PATCH_VOXELS;
  const half = (n - 1) / 2;
  let marked = 0;
  for (const [at, factor] of factors.entries()) {
    const i = centre[0] - half + (at % n);
    const j = centre[1] - half + (Math.floor(at / n) % n);
    const k = centre[2] - half + Math.floor(at / (n * n));
    if (factor >= 1 || i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) continue;
    const v = i + ni * (j + nj * k);
    write(v, (data[v] as number) * factor);
    labels[v] = id;
    marked++;
  }
  return marked;
}
