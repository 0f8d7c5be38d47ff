import { type LongTask, type Mask, type Volume, type VoxelArray, voxelToWorld, type WorldPoint } from "@cmb/core";
import { downsample, resample } from "@cmb/preprocess";
import type { RegionNetwork } from "../manifest/model-manifest.js";
import { answerOf } from "../runtime/answer-of.js";
import type { NetworkSession } from "../runtime/network-session.js";
import { argmaxClasses } from "./argmax-classes.js";
import { brainOfClasses } from "./brain-of-classes.js";
import { headCentre } from "./head-centre.js";
import { gridCentre, regionGrid } from "./region-grid.js";
import { robustScale } from "./robust-scale.js";

/** A network that names the anatomy of a head. */
export interface OpenedRegionNetwork {
  readonly network: Pick<RegionNetwork, "input" | "output" | "spacingMm" | "shape" | "classes">;
  readonly session: NetworkSession;
}

/** The anatomy of a head on the network's grid. */
export interface SegmentedHead {
  readonly labels: Volume<Uint8Array>;
  readonly brain: Mask;
}

/** Networks are trained on brains that lie no further from the middle of the grid than this along each axis. */
const MOST_OFF_CENTRE_MM = 12;

/**
 * The class of every voxel of a head on a coarse grid along the world's axes, and the brain.
 *
 * The grid lies about the head; where the brain turns out to lie far from its middle, the network is asked once more on
 * a grid about the brain.
 *
 * @param volume - magnitudes in any orientation, of any voxel size
 * @param options - the network, and what to report to
 * @returns empty labels and brain where the image is plain
 * @throws CmbError `SHAPE_MISMATCH` when the network answers with other numbers than its manifest says
 */
export async function segmentRegions(
  volume: Volume<VoxelArray>,
  { network, session }: OpenedRegionNetwork,
  { task, done }: { readonly task: LongTask; readonly done: number },
): Promise<SegmentedHead> {
  const coarse = downsample(volume, network);
  await task.advance("regions", done);
  const segment = (centre: WorldPoint): Promise<SegmentedHead> => segmentAbout(coarse, centre, { network, session });
  const first = await segment(headCentre(coarse) ?? gridCentre(coarse));
  await task.advance("regions", done);
  const centre = centroid(first.brain);
  const grid = gridCentre(first.brain);
  if (centre === undefined || centre.every((mm, axis) => Math.abs(mm - (grid[axis] as number)) <= MOST_OFF_CENTRE_MM)) {
    return first;
  }
  return segment(centre);
}

async function segmentAbout(
  coarse: Volume,
  centre: WorldPoint,
  { network, session }: OpenedRegionNetwork,
): Promise<SegmentedHead> {
  const grid = regionGrid(centre, network);
  const { data } = await resample(coarse, grid, { interpolation: "linear" });
  const [ni, nj, nk] = network.shape;
  const tensors = await session.run({ [network.input]: { data: robustScale(data), dims: [1, 1, nk, nj, ni] } });
  const dims = [1, network.classes.length, nk, nj, ni];
  const logits = answerOf(tensors, { network: "regions", output: network.output, dims });
  const labels = { ...grid, data: argmaxClasses(logits, data.length) };
  return { labels, brain: brainOfClasses(labels, network.classes) };
}

/** The mean position of a mask; `undefined` for an empty one. */
function centroid({ data, shape: [ni, nj], affine }: Mask): WorldPoint | undefined {
  let count = 0;
  const sums: [number, number, number] = [0, 0, 0];
  for (let v = 0; v < data.length; v++) {
    if (data[v] === 0) continue;
    const i = v % ni;
    const row = (v - i) / ni;
    sums[0] += i;
    sums[1] += row % nj;
    sums[2] += Math.floor(row / nj);
    count++;
  }
  return count === 0 ? undefined : voxelToWorld(affine, [sums[0] / count, sums[1] / count, sums[2] / count]);
}
