import { type Mask, type Shape, spacing, type Volume, type VoxelIndex } from "@cmb/core";
import { type Box, boundingBox } from "@cmb/preprocess";
import { separatePeaks } from "../classical/find-peaks.js";
import type { ModelManifest } from "../manifest/model-manifest.js";
import type { BlendedSlice } from "./blended-slices.js";

/** A place where a lesion network sees a microbleed, on the prepared grid. */
export interface Candidate {
  /** The voxel with the greatest strength around. */
  readonly voxel: VoxelIndex;
  /** √(lesion · centre), or the lesion's probability where the network has no centres. */
  readonly strength: number;
  readonly lesionProbability: number;
  /** NaN where the network has no such channel. */
  readonly centreProbability: number;
  readonly mimicProbability: number;
  /** The lesion's probabilities around it; an empty box where they were not asked for. */
  readonly around: ProbabilityBox;
}

/** Probabilities of a part of the prepared grid. */
export interface ProbabilityBox {
  readonly box: Box;
  readonly probabilities: Float32Array;
}

/** Which places are candidates. */
export type CandidateLimits = Pick<ModelManifest["candidates"], "leastProbability" | "separationMm" | "most">;

/** What {@link findCandidates} looks for. */
export interface FindOptions extends CandidateLimits {
  /** Whether each candidate takes the probabilities around it along, some 30 kB; a verifier makes its own. */
  readonly surroundings: boolean;
}

/** Half of the largest lesion, and a voxel for the interpolation. */
const REACH_MM = 5;
/** Of so many times the wanted number the strongest are held, before near ones are left out. */
const HELD = 8;

/**
 * The local maxima of a lesion network's answer inside of the brain, strongest first.
 *
 * A voxel is one when none of its 26 neighbours is stronger; of equal neighbours the first in memory counts. Only the
 * slices that a candidate reaches over are held, so the result is the same however the slices came about.
 *
 * @param slices - over the bounding box of `brain`, in order
 * @param brain - where candidates may lie, on the prepared grid
 * @param limits - see {@link FindOptions}
 */
export async function findCandidates(
  slices: AsyncIterable<BlendedSlice>,
  brain: Mask,
  limits: FindOptions,
): Promise<readonly Candidate[]> {
  const box = boundingBox(brain);
  if (box === undefined) return [];
  const window = createWindow(brain, box);
  let found: Candidate[] = [];
  for await (const slice of slices) {
    window.push(slice);
    found.push(...window.candidatesAt(slice.k - window.reach[2], limits));
    if (found.length > 2 * HELD * limits.most) found = strongest(found, brain.shape, HELD * limits.most);
  }
  for (let k = Math.max(box.from[2], box.to[2] - window.reach[2]); k < box.to[2]; k++) {
    found.push(...window.candidatesAt(k, limits));
  }
  return separated(strongest(found, brain.shape, HELD * limits.most), brain, limits);
}

interface HeldSlice {
  readonly strength: Float32Array;
  readonly channels: BlendedSlice["channels"];
}

/** The slices around the one that is looked at. */
interface SliceWindow {
  /** How many voxels a candidate reaches along i, j and k. */
  readonly reach: VoxelIndex;
  readonly push: (slice: BlendedSlice) => void;
  /** The maxima of a slice; the slices within reach must have been pushed, where the box has them. */
  readonly candidatesAt: (k: number, limits: FindOptions) => readonly Candidate[];
}

function createWindow(brain: Mask, box: Box): SliceWindow {
  const reach = spacing(brain.affine).map((mm) => Math.ceil(REACH_MM / mm) + 1) as unknown as VoxelIndex;
  const held = new Map<number, HeldSlice>();
  return {
    reach,
    push: ({ k, channels }) => {
      held.set(k, { strength: strengthOf(channels), channels });
      held.delete(k - 2 * reach[2] - 1);
    },
    candidatesAt: (k, { leastProbability, surroundings }) => {
      const here = held.get(k);
      if (here === undefined) return [];
      const voxels = maximaOf({ brain, box, held }, k, leastProbability);
      return voxels.map((voxel) => ({
        ...candidateAt(box, here, voxel),
        around: surroundings ? boxAround({ box, held, reach }, voxel) : emptyBox(voxel),
      }));
    },
  };
}

function strengthOf({ lesion, centre }: BlendedSlice["channels"]): Float32Array {
  const strength = new Float32Array(lesion ?? []);
  if (centre === undefined) return strength;
  for (let v = 0; v < strength.length; v++) {
    strength[v] = Math.sqrt((strength[v] as number) * (centre[v] as number));
  }
  return strength;
}

interface Searched {
  readonly brain: Mask;
  readonly box: Box;
  readonly held: ReadonlyMap<number, HeldSlice>;
}

function maximaOf({ brain, box, held }: Searched, k: number, least: number): readonly VoxelIndex[] {
  const [ni, nj] = brain.shape;
  const width = box.to[0] - box.from[0];
  const height = box.to[1] - box.from[1];
  const strength = (held.get(k) as HeldSlice).strength;
  const maxima: VoxelIndex[] = [];
  for (let j = 0; j < height; j++) {
    const row = box.from[0] + ni * (box.from[1] + j + nj * k);
    for (let i = 0; i < width; i++) {
      const value = strength[i + width * j] as number;
      if (!(value >= least) || brain.data[row + i] === 0) continue;
      const at: VoxelIndex = [i, j, k];
      if (isHighest(held, at, [width, height])) maxima.push([i + box.from[0], j + box.from[1], k]);
    }
  }
  return maxima;
}

function isHighest(
  held: ReadonlyMap<number, HeldSlice>,
  [i, j, k]: VoxelIndex,
  [width, height]: readonly [number, number],
): boolean {
  const value = held.get(k)?.strength[i + width * j] as number;
  for (let r = k - 1; r <= k + 1; r++) {
    const strength = held.get(r)?.strength;
    if (strength === undefined) continue;
    for (let q = Math.max(0, j - 1); q <= Math.min(height - 1, j + 1); q++) {
      for (let p = Math.max(0, i - 1); p <= Math.min(width - 1, i + 1); p++) {
        const other = strength[p + width * q] as number;
        const before = r < k || (r === k && (q < j || (q === j && p < i)));
        if (other > value || (other === value && before)) return false;
      }
    }
  }
  return true;
}

function candidateAt(box: Box, { strength, channels }: HeldSlice, voxel: VoxelIndex): Omit<Candidate, "around"> {
  const v = voxel[0] - box.from[0] + (box.to[0] - box.from[0]) * (voxel[1] - box.from[1]);
  return {
    voxel,
    strength: strength[v] as number,
    lesionProbability: channels.lesion?.[v] as number,
    centreProbability: channels.centre?.[v] ?? Number.NaN,
    mimicProbability: channels.mimic?.[v] ?? Number.NaN,
  };
}

function emptyBox(voxel: VoxelIndex): ProbabilityBox {
  return { box: { from: voxel, to: voxel }, probabilities: new Float32Array(0) };
}

function boxAround(
  {
    box,
    held,
    reach,
  }: { readonly box: Box; readonly held: ReadonlyMap<number, HeldSlice>; readonly reach: VoxelIndex },
  voxel: VoxelIndex,
): ProbabilityBox {
  const from = ([0, 1, 2] as const).map((axis) => Math.max(box.from[axis], voxel[axis] - reach[axis]));
  const to = ([0, 1, 2] as const).map((axis) => Math.min(box.to[axis], voxel[axis] + reach[axis] + 1));
  const [fi, fj, fk] = from as unknown as VoxelIndex;
  const [ti, tj, tk] = to as unknown as VoxelIndex;
  const probabilities = new Float32Array((ti - fi) * (tj - fj) * (tk - fk));
  const width = box.to[0] - box.from[0];
  for (let k = fk; k < tk; k++) {
    const lesion = held.get(k)?.channels.lesion;
    if (lesion === undefined) continue;
    for (let j = fj; j < tj; j++) {
      const start = fi - box.from[0] + width * (j - box.from[1]);
      probabilities.set(lesion.subarray(start, start + ti - fi), (ti - fi) * (j - fj + (tj - fj) * (k - fk)));
    }
  }
  return { box: { from: [fi, fj, fk], to: [ti, tj, tk] }, probabilities };
}

/** The strongest, of equal ones those that come first in memory. */
function strongest(candidates: readonly Candidate[], [ni, nj]: Shape, count: number): Candidate[] {
  const index = ({ voxel: [i, j, k] }: Candidate): number => i + ni * (j + nj * k);
  return [...candidates].sort((a, b) => b.strength - a.strength || index(a) - index(b)).slice(0, count);
}

function separated(
  candidates: readonly Candidate[],
  { affine }: Pick<Volume, "affine">,
  { separationMm, most }: CandidateLimits,
): readonly Candidate[] {
  const peaks = candidates.map((candidate) => {
    const [i, j, k] = candidate.voxel;
    return { i, j, k, response: candidate.strength, candidate };
  });
  const kept = new Set<unknown>(separatePeaks(peaks, spacing(affine), { separationMm, limit: most }));
  return peaks.filter((peak) => kept.has(peak)).map(({ candidate }) => candidate);
}
