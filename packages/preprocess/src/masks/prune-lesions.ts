import {
  CmbError,
  type Components,
  type Connectivity,
  connectedComponents,
  type Mask,
  type Shape,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
} from "@cmb/core";
import { runAtOnce, type WorkSteps } from "../work-steps.js";
import { forEachVoxelOfBox } from "./voxel-box.js";

/** What {@link pruneLesions} can be told. @since 0.1.0 */
export interface PruneOptions {
  /** How far a lesion may be from its centre, in voxels; 2 unless given. */
  readonly radiusVoxels?: number | undefined;
  /** Which voxels are one lesion; 6 unless given. */
  readonly connectivity?: Connectivity | undefined;
  /** How a centre becomes a voxel: `"nearest"` unless given; `"truncated"` as published, up to a voxel too low. */
  readonly centres?: "nearest" | "truncated" | undefined;
  /**
   * What becomes of a ball that the edge of the grid cuts: `"cut"` unless given; `"displaced"` as published, where the
   * ball's first voxels are used at the first voxels of the grid, so that it lies too far inside.
   */
  readonly atEdge?: "cut" | "displaced" | undefined;
}

/** What {@link pruneLesions} kept. @since 0.1.0 */
export interface PrunedLesions {
  readonly mask: Mask;
  readonly keptLesions: number;
  readonly removedLesions: number;
  /** The centres that no lesion is near to, by their place in the list. */
  readonly missedCentres: readonly number[];
}

/**
 * Keeps the lesions that lie at a known centre, and takes away what interpolation or a crop has split off.
 *
 * @param mask - a voxel counts when it is not 0
 * @param centresVoxel - where lesions are, in voxels of this grid; need not be whole or on the grid
 * @param options - see {@link PruneOptions}
 * @returns the mask and what was done
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @see docs/concepts/upstream-pipeline.md, prune
 * @since 0.1.0
 */
export function pruneLesions(
  mask: Volume<VoxelArray>,
  centresVoxel: readonly VoxelIndex[],
  options: PruneOptions = {},
): PrunedLesions {
  return runAtOnce(pruneLesionsSteps(mask, centresVoxel, options));
}

/** {@link pruneLesions}, giving way between centres and between slices. */
export function* pruneLesionsSteps(
  mask: Volume<VoxelArray>,
  centresVoxel: readonly VoxelIndex[],
  { radiusVoxels = 2, connectivity = 6, centres = "nearest", atEdge = "cut" }: PruneOptions,
): WorkSteps<PrunedLesions> {
  if (!(radiusVoxels >= 0 && Number.isFinite(radiusVoxels))) {
    const message = `pruneLesions: radiusVoxels is ${radiusVoxels}; give a number of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "radiusVoxels", value: radiusVoxels, minimum: 0 });
  }
  const components = connectedComponents(mask, { connectivity });
  yield;
  const kept = new Set<number>();
  const missedCentres: number[] = [];
  for (const [n, centre] of centresVoxel.entries()) {
    const voxel = centre.map(centres === "nearest" ? Math.round : Math.trunc) as unknown as VoxelIndex;
    const touched = labelsInBall(components, voxel, { radiusVoxels, atEdge });
    if (touched.size === 0) missedCentres.push(n);
    for (const label of touched) kept.add(label);
    yield;
  }
  const data = yield* maskOfLabels(components, kept);
  return {
    mask: { data, shape: mask.shape, affine: mask.affine },
    keptLesions: kept.size,
    removedLesions: components.count - kept.size,
    missedCentres,
  };
}

function* maskOfLabels(
  { labels: { data, shape }, count }: Components,
  kept: ReadonlySet<number>,
): WorkSteps<Uint8Array<ArrayBuffer>> {
  const values = Uint8Array.from({ length: count + 1 }, (_, label) => Number(kept.has(label)));
  const out = new Uint8Array(data.length);
  const slice = shape[0] * shape[1];
  for (let start = 0; start < out.length; start += slice) {
    for (let v = start; v < start + slice; v++) out[v] = values[data[v] as number] as number;
    yield;
  }
  return out;
}

function labelsInBall(
  { labels }: Components,
  centre: VoxelIndex,
  { radiusVoxels, atEdge }: Required<Pick<PruneOptions, "radiusVoxels" | "atEdge">> & { readonly radiusVoxels: number },
): ReadonlySet<number> {
  const found = new Set<number>();
  const reach = Math.floor(radiusVoxels);
  const side = 2 * reach + 1;
  const first: VoxelIndex = [centre[0] - reach, centre[1] - reach, centre[2] - reach];
  const shape: Shape = [side, side, side];
  const displaced = (n: number): number => (atEdge === "displaced" ? Math.min(0, n) : 0);
  const shift = [displaced(first[0]), displaced(first[1]), displaced(first[2])] as const;
  forEachVoxelOfBox({ first, shape }, labels.shape, (inBox, inGrid) => {
    const [i, j, k] = [inBox % side, Math.floor(inBox / side) % side, Math.floor(inBox / side ** 2)] as const;
    const label = labels.data[inGrid] as number;
    if (label === 0) return;
    const onCentre = i === reach && j === reach && k === reach;
    const [x, y, z] = [i + shift[0] - reach, j + shift[1] - reach, k + shift[2] - reach];
    if (onCentre || x * x + y * y + z * z <= radiusVoxels * radiusVoxels) found.add(label);
  });
  return found;
}
