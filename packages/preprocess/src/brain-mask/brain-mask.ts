import {
  CmbError,
  type LongTask,
  type LongTaskOptions,
  type Mask,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { blockMeans } from "../block-means.js";
import { type CoarseGrid, coarseGrid, interpolateToFine } from "../coarse-grid.js";
import { distanceTransform } from "../distance-transform.js";
import { DEFORM_WORK, deformSurface } from "./deform-surface.js";
import { filledHead } from "./filled-head.js";
import { type HeadIntensities, headIntensities } from "./head-intensities.js";
import { looksSkullStripped } from "./looks-skull-stripped.js";
import { rasteriseSurface } from "./rasterise-surface.js";

/** What {@link brainMask} can be told. @since 0.1.0 */
export interface BrainMaskOptions extends LongTaskOptions {
  /** How far from the brain's edge `interior` stays, in mm; 3 unless given. */
  readonly edgeMm?: number | undefined;
}

/** What {@link brainMask} finds. @since 0.1.0 */
export interface BrainMask {
  /** The brain with its dark parts: ventricles, veins, iron, microbleeds. */
  readonly mask: Mask;
  /** The part of `mask` that is further than `edgeMm` from its edge; the edge of the grid is no edge of the brain. */
  readonly interior: Mask;
  /** How the image was read, and so which way the mask was made. */
  readonly kind: "whole-head" | "skull-stripped" | "tissue-only";
}

/** Below this share of dark voxels an image shows tissue alone. A box around an ellipsoid is 48 % background. */
const TISSUE_ONLY_DARK_FRACTION = 0.08;
const COARSE_SPACING_MM = 2;
/** Instead of ∞ where there is no background: ∞ cannot be interpolated. */
const MOST_DEPTH_MM = 1000;

/**
 * The brain in a magnitude image, by classical means: no network, no atlas.
 *
 * On a 2 mm grid. Three kinds of image are told apart. *Tissue only* (a crop): everything is brain. *Skull-stripped*
 * (a constant background, no dark layer under the outermost bright one): what is above a tenth of the range, closed by
 * 6 mm and filled slice by slice. *Whole head*: BET's deformable surface, which stops at the dark skull; its inside is
 * the brain, so that no vein or lesion leaves a hole. Where the field of view cuts the head, its outermost slices count
 * as repeated, so that a stack of few slices works.
 *
 * What it cannot do: it keeps some dura, sinus and, where the skull is thin or its marrow bright (PD, T1, early echoes),
 * scalp; it loses brain where susceptibility takes the whole signal, above the nasal sinuses and the ear canals; it does
 * not know anatomy, so it finds a "brain" in a knee. Errors of 2 to 4 mm at the edge are normal: use `interior`.
 *
 * @param volume - magnitude image, any voxel type; NaN and infinities are left out
 * @param options - see {@link BrainMaskOptions}
 * @returns masks on the grid of `volume`
 * @throws CmbError `EMPTY_VOLUME` when no two voxels differ, `OUT_OF_RANGE` when `edgeMm` is negative
 * @see Smith 2002, Fast robust automated brain extraction, doi:10.1002/hbm.10062
 * @since 0.1.0
 */
export async function brainMask(
  volume: Volume<VoxelArray>,
  { edgeMm = 3, signal, onProgress }: BrainMaskOptions = {},
): Promise<BrainMask> {
  if (!(edgeMm >= 0 && Number.isFinite(edgeMm))) {
    const message = `brainMask: edgeMm is ${edgeMm}; give a length of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "edgeMm", value: edgeMm, minimum: 0 });
  }
  const task = startLongTask(DEFORM_WORK + 200, { signal, onProgress });
  const grid = coarseGrid(volume, COARSE_SPACING_MM);
  const coarse = blockMeans(volume, grid);
  await task.advance("head", 50);
  const intensities = headIntensities(coarse);
  if (intensities === undefined) {
    const why = volume.data.some((value) => Number.isFinite(value))
      ? "all voxels are equal"
      : "no voxel is a finite number";
    const message = `brainMask: in the image of ${volume.shape.join("×")} voxels ${why}; give an image with a brain`;
    throw new CmbError("EMPTY_VOLUME", message, { shape: volume.shape });
  }
  const { kind, mask, coarseMask } = await findBrain(volume, { coarse, grid, intensities, task });
  await task.advance("brain edge", DEFORM_WORK + 100);
  const depth = interpolateToFine(depthMm(coarseMask), grid);
  const interior = new Uint8Array(mask.data.length);
  for (let v = 0; v < interior.length; v++) {
    interior[v] = mask.data[v] === 1 && (depth.data[v] as number) >= edgeMm ? 1 : 0;
  }
  await task.advance("brain edge", DEFORM_WORK + 200);
  return { mask, interior: { ...mask, data: interior }, kind };
}

/** From each voxel of the mask to the mask's edge, half a voxel before the next background voxel; large but finite. */
function depthMm(mask: Mask): Float32Array {
  const halfVoxelMm = Math.min(...spacing(mask.affine)) / 2;
  const { data } = distanceTransform(mask);
  for (let v = 0; v < data.length; v++) data[v] = Math.min(MOST_DEPTH_MM, (data[v] as number) - halfVoxelMm);
  return data;
}

interface FindBrainOptions {
  readonly coarse: Volume;
  readonly grid: CoarseGrid;
  readonly intensities: HeadIntensities;
  readonly task: LongTask;
}

interface FoundBrain {
  readonly kind: BrainMask["kind"];
  readonly mask: Mask;
  readonly coarseMask: Mask;
}

async function findBrain(
  volume: Volume<VoxelArray>,
  { coarse, grid, intensities, task }: FindBrainOptions,
): Promise<FoundBrain> {
  const dark = 0.1 * intensities.high;
  const darkFraction = coarse.data.reduce((n, value) => n + (value < dark ? 1 : 0), 0) / coarse.data.length;
  if (darkFraction < TISSUE_ONLY_DARK_FRACTION) {
    const all = (of: { readonly data: ArrayLike<number> }): Uint8Array => new Uint8Array(of.data.length).fill(1);
    return {
      kind: "tissue-only",
      mask: { ...volume, data: all(volume) },
      coarseMask: { ...coarse, data: all(coarse) },
    };
  }
  const head = filledHead(coarse, intensities.threshold);
  if (looksSkullStripped(coarse, head, intensities)) {
    const smooth = interpolateToFine(Float32Array.from(head.data), grid);
    const data = new Uint8Array(smooth.data.length);
    for (let v = 0; v < data.length; v++) data[v] = (smooth.data[v] as number) >= 0.5 ? 1 : 0;
    return { kind: "skull-stripped", mask: { ...smooth, data }, coarseMask: head };
  }
  const mesh = await deformSurface(coarse, { intensities, task });
  return {
    kind: "whole-head",
    mask: rasteriseSurface(mesh, { ...volume, firstCentre: grid.firstCentre }),
    coarseMask: rasteriseSurface(mesh, { ...coarse, firstCentre: [0, 0, 0] }),
  };
}
