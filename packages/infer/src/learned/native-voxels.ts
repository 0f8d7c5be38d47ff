import { nearestVoxel, type Shape, type Volume, type VoxelIndex, voxelToWorld } from "@cmb/core";
import { type Box, type NativeMapping, toNativeVolume } from "@cmb/preprocess";
import type { Candidate } from "./find-candidates.js";

/** Nothing further from a candidate than this belongs to it: a microbleed is at most 10 mm across. */
const MOST_RADIUS_MM = 5;
/** Where no voxel is probable enough, the threshold is this share of the best one beside the candidate. */
const LOWERED = 0.5;

/**
 * The voxels of the scan's own grid that belong to a candidate: those that hang together with it by faces, edges or
 * corners and are probable enough, within 5 mm.
 *
 * @param candidate - on the prepared grid
 * @param mapping - between the grids
 * @param maskProbability - the least probability of a voxel; where none has it, half of that of the best voxel next to
 * the candidate
 * @returns indices in the memory of the native grid, rising; at least one; empty where the candidate lies outside of it
 */
export async function nativeVoxels(
  { voxel, around }: Pick<Candidate, "voxel" | "around">,
  mapping: NativeMapping,
  maskProbability: number,
): Promise<Int32Array> {
  const { prepared, native } = mapping;
  const [bi, bj, bk] = [0, 1, 2].map((axis) => (around.box.to[axis] as number) - (around.box.from[axis] as number));
  const shape: Shape = [bi as number, bj as number, bk as number];
  const placed = { data: around.probabilities, shape, affine: prepared.affine };
  const onNative = await toNativeVolume(placed, mapping, { interpolation: "linear", box: around.box });
  const world = voxelToWorld(prepared.affine, voxel);
  const centre = nearestVoxel(native.affine, world);
  if (onNative === undefined || !isWithin(centre, onNative.box)) return new Int32Array();
  const { volume, box } = onNative;
  const local: VoxelIndex = [centre[0] - box.from[0], centre[1] - box.from[1], centre[2] - box.from[2]];
  const seed = bestBeside(volume, local);
  const most = volume.data[seed] as number;
  const threshold = most >= maskProbability ? maskProbability : LOWERED * most;
  const near = (p: number, q: number, r: number): boolean => {
    const [x, y, z] = voxelToWorld(volume.affine, [p, q, r]);
    return Math.hypot(x - world[0], y - world[1], z - world[2]) <= MOST_RADIUS_MM;
  };
  const isProbable = (v: number): boolean => (volume.data[v] as number) >= threshold;
  const voxels = componentOf(volume, seed, (v, p, q, r) => isProbable(v) && near(p, q, r));
  return toWholeGrid(voxels, { shape: volume.shape, box, whole: native.shape });
}

function isWithin(voxel: VoxelIndex, { from, to }: Box): boolean {
  return voxel.every((n, axis) => n >= (from[axis] as number) && n < (to[axis] as number));
}

/** Visits the voxels around one, itself included, as far as the grid has them; in memory order. */
function forEachBeside(
  [i, j, k]: VoxelIndex,
  [ni, nj, nk]: Shape,
  visit: (v: number, p: number, q: number, r: number) => void,
): void {
  for (let r = Math.max(0, k - 1); r <= Math.min(nk - 1, k + 1); r++) {
    for (let q = Math.max(0, j - 1); q <= Math.min(nj - 1, j + 1); q++) {
      for (let p = Math.max(0, i - 1); p <= Math.min(ni - 1, i + 1); p++) visit(p + ni * (q + nj * r), p, q, r);
    }
  }
}

/** The most probable voxel of a voxel and its neighbours; the voxel itself where none is better. */
function bestBeside({ data, shape }: Volume, at: VoxelIndex): number {
  let best = at[0] + shape[0] * (at[1] + shape[1] * at[2]);
  forEachBeside(at, shape, (v) => {
    if ((data[v] as number) > (data[best] as number)) best = v;
  });
  return best;
}

function componentOf(
  { shape }: Volume,
  seed: number,
  belongs: (v: number, p: number, q: number, r: number) => boolean,
): readonly number[] {
  const [ni, nj] = shape;
  const reached = new Set([seed]);
  const voxels = [seed];
  for (let n = 0; n < voxels.length; n++) {
    const v = voxels[n] as number;
    const i = v % ni;
    const row = (v - i) / ni;
    forEachBeside([i, row % nj, Math.floor(row / nj)], shape, (w, p, q, r) => {
      if (reached.has(w) || !belongs(w, p, q, r)) return;
      reached.add(w);
      voxels.push(w);
    });
  }
  return voxels;
}

function toWholeGrid(
  voxels: readonly number[],
  { shape, box, whole }: { readonly shape: Shape; readonly box: Box; readonly whole: Shape },
): Int32Array {
  const [fi, fj, fk] = box.from;
  return Int32Array.from(voxels, (v) => {
    const i = v % shape[0];
    const row = (v - i) / shape[0];
    return i + fi + whole[0] * ((row % shape[1]) + fj + whole[1] * (Math.floor(row / shape[1]) + fk));
  }).sort();
}
