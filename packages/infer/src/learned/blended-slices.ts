import type { LongTask, Mask, Volume } from "@cmb/core";
import type { Box } from "@cmb/preprocess";
import type { Mirror } from "../lesion-model.js";
import type { LesionChannel, LesionNetwork } from "../manifest/model-manifest.js";
import { answerOf } from "../runtime/answer-of.js";
import type { NetworkSession } from "../runtime/network-session.js";
import { cutBlockInto } from "./cut-block.js";
import { addScaled, flipped, flipsOf } from "./mirrors.js";
import { planTiles, type Tile, type TilePlan } from "./plan-tiles.js";
import { tileWeights } from "./tile-weights.js";

/** A lesion network and how it is run. */
export interface OpenedLesionNetwork {
  readonly network: Pick<LesionNetwork, "input" | "output" | "channels" | "tile">;
  readonly session: NetworkSession;
  readonly mirror: Mirror;
}

/** One slice of the answers, over the box of the brain; i varies fastest. */
export interface BlendedSlice {
  readonly k: number;
  /** Probabilities; 0 outside of the brain. */
  readonly channels: Readonly<Partial<Record<LesionChannel, Float32Array>>>;
}

/** What is reported while slices are made: from `done`, `share` of the task. */
export interface BlendOptions {
  readonly task: LongTask;
  readonly done: number;
  readonly share: number;
}

/**
 * What a network says of a prepared scan, slice after slice over the bounding box of the brain.
 *
 * Tiles overlap; their logits are weighted by a Gaussian about each tile's centre and averaged, then turned into
 * probabilities. Only the slices of one layer of tiles are held.
 *
 * @param image - what the recipe made
 * @param brain - where to look, on the same grid
 * @param opened - the network
 * @param options - what to report to
 * @returns the slices of the box in order; none for an empty mask
 * @throws CmbError `SHAPE_MISMATCH` when the network answers with other numbers than its manifest says
 */
export async function* blendedSlices(
  image: Volume,
  brain: Mask,
  opened: OpenedLesionNetwork,
  options: BlendOptions,
): AsyncGenerator<BlendedSlice, void, undefined> {
  const { shape: tile, overlap, flexible } = opened.network.tile;
  const plan = planTiles(brain, { tile, overlap, flexible });
  if (plan === undefined) return;
  const sums = emptySums(plan, opened.network);
  const show = tileRunner(image, opened);
  let finished = plan.box.from[2];
  let tiles = 0;
  for (const [n, layer] of plan.layers.entries()) {
    for (const one of layer.tiles) {
      await options.task.advance("lesion network", options.done + (options.share * tiles++) / plan.tileCount);
      addTile(sums, one, await show(one));
    }
    const next = plan.layers[n + 1]?.firstSlice ?? plan.box.to[2];
    const to = Math.min(plan.box.to[2], Math.max(finished, next));
    while (finished < to) yield finishSlice(sums, brain, finished++);
  }
  await options.task.advance("lesion network", options.done + options.share);
}

/** Weighted sums of the slices that tiles still add to; slice k lies at k modulo their number. */
interface TileSums {
  readonly box: Box;
  readonly depth: number;
  readonly channels: readonly LesionChannel[];
  /** For each channel the slices one after the other. */
  readonly logits: readonly Float32Array[];
  readonly weights: Float32Array;
}

function emptySums({ box, depth }: TilePlan, { channels }: OpenedLesionNetwork["network"]): TileSums {
  const area = (box.to[0] - box.from[0]) * (box.to[1] - box.from[1]);
  const held = (): Float32Array => new Float32Array(area * depth);
  return { box, depth, channels, logits: channels.map(held), weights: held() };
}

/** What {@link blendedSlices} adds up: the logits of one tile, channel after channel, averaged over its mirror images. */
function tileRunner(
  image: Volume,
  { network, session, mirror }: OpenedLesionNetwork,
): (tile: Tile) => Promise<Float32Array> {
  const flips = flipsOf(mirror);
  return async ({ first, shape }) => {
    const [ti, tj, tk] = shape;
    const voxels = ti * tj * tk;
    const dims = [1, network.channels.length, tk, tj, ti];
    const block = new Float32Array(voxels);
    cutBlockInto(image, first, shape, block);
    const sum = new Float32Array(flips.length === 1 ? 0 : voxels * network.channels.length);
    for (const flip of flips) {
      const data = flipped(block, shape, flip);
      const tensors = await session.run({ [network.input]: { data, dims: [1, 1, tk, tj, ti] } });
      const logits = answerOf(tensors, { network: "lesions", output: network.output, dims });
      if (flips.length === 1) return logits;
      addScaled(sum, flipped(logits, shape, flip), 1 / flips.length);
    }
    return sum;
  };
}

/** Adds a tile's logits to the sums, as far as it lies within the box. */
function addTile({ box, depth, logits, weights }: TileSums, { first, shape }: Tile, values: Float32Array): void {
  const [ti, tj, tk] = shape;
  const [alongI, alongJ, alongK] = [tileWeights(ti), tileWeights(tj), tileWeights(tk)];
  const width = box.to[0] - box.from[0];
  const area = width * (box.to[1] - box.from[1]);
  const fromI = Math.max(0, box.from[0] - first[0]);
  const toI = Math.min(ti, box.to[0] - first[0]);
  const rowWeights = new Float32Array(Math.max(0, toI - fromI));
  for (let k = Math.max(0, box.from[2] - first[2]); k < Math.min(tk, box.to[2] - first[2]); k++) {
    const slice = area * ((first[2] + k) % depth);
    for (let j = Math.max(0, box.from[1] - first[1]); j < Math.min(tj, box.to[1] - first[1]); j++) {
      const weight = (alongJ[j] as number) * (alongK[k] as number);
      const to = slice + width * (first[1] + j - box.from[1]) + first[0] - box.from[0] + fromI;
      for (let i = 0; i < rowWeights.length; i++) {
        const own = weight * (alongI[fromI + i] as number);
        rowWeights[i] = own;
        weights[to + i] = (weights[to + i] as number) + own;
      }
      const from = ti * (j + tj * k) + fromI;
      for (let n = 0; n < logits.length; n++) {
        addWeightedRow(logits[n] as Float32Array, to, values, ti * tj * tk * n + from, rowWeights);
      }
    }
  }
}

/** `sum[to + i] += weights[i] · values[from + i]` for each of the weights. */
// kernel: called for every row of every tile; an options object for each would cost as much as the sums
function addWeightedRow(
  sum: Float32Array,
  to: number,
  values: Float32Array,
  from: number,
  weights: Float32Array,
): void {
  for (let i = 0; i < weights.length; i++) {
    sum[to + i] = (sum[to + i] as number) + (weights[i] as number) * (values[from + i] as number);
  }
}

/** Turns the sums of a slice into probabilities and makes room for the slice that takes its place. */
function finishSlice({ box, depth, channels, logits, weights }: TileSums, brain: Mask, k: number): BlendedSlice {
  const width = box.to[0] - box.from[0];
  const height = box.to[1] - box.from[1];
  const start = width * height * (k % depth);
  const weight = weights.subarray(start, start + width * height);
  const inside = brainVoxels(brain, box, k);
  const finished: Partial<Record<LesionChannel, Float32Array>> = {};
  for (const [n, name] of channels.entries()) {
    const sum = (logits[n] as Float32Array).subarray(start, start + width * height);
    const probabilities = new Float32Array(sum.length);
    for (let at = 0; at < inside.length; at++) {
      const v = inside[at] as number;
      probabilities[v] = 1 / (1 + Math.exp(-(sum[v] as number) / (weight[v] as number)));
    }
    sum.fill(0);
    finished[name] = probabilities;
  }
  weight.fill(0);
  return { k, channels: finished };
}

/** Where the brain lies in a slice of a box: positions in that slice. */
function brainVoxels({ data, shape: [ni, nj] }: Mask, { from, to }: Box, k: number): Int32Array {
  const width = to[0] - from[0];
  const found = new Int32Array(width * (to[1] - from[1]));
  let count = 0;
  for (let j = from[1]; j < to[1]; j++) {
    const row = ni * (j + nj * k);
    for (let i = from[0]; i < to[0]; i++) {
      if (data[row + i] === 1) found[count++] = i - from[0] + width * (j - from[1]);
    }
  }
  return found.subarray(0, count);
}
