import { CmbError, type Volume } from "@cmb/core";
import { type Box, type Grid, newVoxels } from "@cmb/preprocess";
import { assertOptions, type OptionChecks, refusedOption } from "../definition/check-options.js";
import { wordOption } from "../definition/option.js";
import { assertSceneBox } from "../mixing/scene-box.js";

/** A patch of an image and where it lies. @since 0.1.0 */
export interface PlacedPatch {
  readonly box: Box;
  /** The values of the box, i fastest. */
  readonly data: Float32Array;
}

/** How {@link aggregatePatches} joins. @since 0.1.0 */
export interface AggregatePatchesOptions {
  /**
   * Where patches overlap: `"average"`: their mean; `"hann"`: their mean with the weights of a Hann window, so that no edge
   * shows; `"crop"`: the patch in which the voxel lies deepest, of equal ones the first.
   */
  readonly overlap: "average" | "hann" | "crop";
}

const CHECKS: OptionChecks<AggregatePatchesOptions> = { overlap: wordOption("average", ["average", "hann", "crop"]) };

/**
 * Patches back in one volume: the predictions for the boxes of `gridPatches`.
 *
 * @param patches - in any order
 * @param grid - of the result; the image is one
 * @param options - see {@link AggregatePatchesOptions}
 * @returns a new float32 volume; NaN where no patch lies
 * @throws CmbError `INVALID_ARGUMENT` when a box is empty or reaches out of the grid, or `overlap` is none of these; `SHAPE_MISMATCH` when a patch has
 * another number of values than its box
 * @since 0.1.0
 */
export function aggregatePatches(
  patches: Iterable<PlacedPatch>,
  { shape, affine }: Grid,
  options: AggregatePatchesOptions,
): Volume {
  assertOptions<AggregatePatchesOptions>("aggregatePatches", CHECKS, options);
  const { overlap } = options ?? {};
  if (overlap === undefined) throw refusedOption("aggregatePatches.overlap", overlap, CHECKS.overlap.wants);
  const data = newVoxels("aggregatePatches", new Float32Array(0), shape);
  const weights = newVoxels("aggregatePatches", new Float32Array(0), shape);
  for (const patch of patches) {
    assertPatch(patch, shape);
    const windows = ([0, 1, 2] as const).map((axis) => windowAlong(patch.box.to[axis] - patch.box.from[axis], overlap));
    if (overlap === "crop") placeDeepest(patch, { data, weights, shape, windows });
    else addWeighted(patch, { data, weights, shape, windows });
  }
  for (let v = 0; v < data.length; v++) {
    const weight = weights[v] as number;
    if (weight === 0) data[v] = Number.NaN;
    else if (overlap !== "crop") data[v] = (data[v] as number) / weight;
  }
  return { data, shape, affine };
}

function assertPatch({ box, data }: PlacedPatch, shape: Grid["shape"]): void {
  assertSceneBox("aggregatePatches", box, shape);
  const lengths = box.to.map((to, axis) => to - (box.from[axis] ?? 0));
  const wanted = lengths.reduce((product, length) => product * length, 1);
  if (data.length === wanted) return;
  const message = `aggregatePatches: a patch has ${data.length} values and its box ${lengths.join("×")} voxels; give one value for each`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected: lengths, actual: [data.length] });
}

/** Weights along one axis; those of `"crop"` are how deep a voxel lies. */
function windowAlong(length: number, overlap: AggregatePatchesOptions["overlap"]): Float64Array {
  return Float64Array.from({ length }, (_, t) => {
    if (overlap === "average") return 1;
    if (overlap === "crop") return Math.min(t, length - 1 - t) + 1;
    // Of a window two longer, without its zeros: a voxel in one patch alone needs a weight.
    return 0.5 * (1 - Math.cos((2 * Math.PI * (t + 1)) / (length + 1)));
  });
}

interface Target {
  readonly data: Float32Array;
  readonly weights: Float32Array;
  readonly shape: Grid["shape"];
  readonly windows: readonly Float64Array[];
}

function addWeighted(patch: PlacedPatch, { data, weights, shape, windows }: Target): void {
  eachVoxel(patch.box, shape, (v, p, [i, j, k]) => {
    const weight = (windows[0]?.[i] ?? 0) * (windows[1]?.[j] ?? 0) * (windows[2]?.[k] ?? 0);
    data[v] = (data[v] as number) + weight * (patch.data[p] as number);
    weights[v] = (weights[v] as number) + weight;
  });
}

function placeDeepest(patch: PlacedPatch, { data, weights, shape, windows }: Target): void {
  eachVoxel(patch.box, shape, (v, p, [i, j, k]) => {
    const depth = Math.min(windows[0]?.[i] ?? 0, windows[1]?.[j] ?? 0, windows[2]?.[k] ?? 0);
    if (depth <= (weights[v] as number)) return;
    weights[v] = depth;
    data[v] = patch.data[p] as number;
  });
}

/** Each voxel of a box: its index in the volume, in the patch, and its place in the box. */
function eachVoxel(
  { from, to }: Box,
  [ni, nj]: Grid["shape"],
  visit: (v: number, p: number, place: readonly [number, number, number]) => void,
): void {
  const [li, lj, lk] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  for (let k = 0; k < lk; k++) {
    for (let j = 0; j < lj; j++) {
      const row = from[0] + ni * (from[1] + j + nj * (from[2] + k));
      for (let i = 0; i < li; i++) visit(row + i, i + li * (j + lj * k), [i, j, k]);
    }
  }
}
