import { assertSamePlace, type Volume, type VoxelArray } from "@cmb/core";
import type { TransformTools } from "../definition/transform-tools.js";
import type { History } from "../history/history.js";
import { inverseOf } from "../spatial/move-points.js";
import { moveVolume } from "../spatial/move-scene.js";
import { type SamplingOptions, samplingOf } from "../spatial/sampling-options.js";
import type { MoveSampling, SpatialMove } from "../spatial/spatial-move.js";
import { type HistoryMoves, type InvertOptions, movesOf } from "./inverse-moves.js";

/** How {@link invertVolume} goes back. @since 0.1.0 */
export interface InvertVolumeOptions extends InvertOptions, TransformTools {
  /** `"linear"` unless given. */
  readonly interpolation?: MoveSampling["interpolation"] | undefined;
  /** What voxels hold that were not in the transformed scene, such as those that were cut off; 0 unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

/**
 * A volume on the grid of a transformed scene, its probability map for example, back on the grid of the scene before: what
 * test-time augmentation averages.
 *
 * All moves are undone in one interpolation, or in none where flips, quarter turns, crops and pads are all there was. The
 * inverse of a displacement is found at each voxel by fixed-point iteration, to 0.001 mm.
 *
 * @param volume - on the grid that the history leads to
 * @param history - what was done
 * @param options - see {@link InvertVolumeOptions}
 * @returns a new volume on `options.grid`
 * @throws CmbError `INVALID_ARGUMENT` that names a transform which has no inverse, unless those are skipped;
 * `SHAPE_MISMATCH` when the volume lies elsewhere than the history leads to
 * @since 0.1.0
 */
export async function invertVolume(volume: Volume, history: History, options: InvertVolumeOptions): Promise<Volume> {
  return (await invertMoves(volume, history, options)).back;
}

/**
 * Labels on the grid of a transformed scene, back on the grid of the scene before, each by the nearest voxel.
 *
 * @param labels - of any voxel type, on the grid that the history leads to
 * @param history - what was done
 * @param options - see {@link InvertOptions}
 * @returns new labels of the same type on `options.grid`; 0 where the transformed scene had no voxel
 * @throws CmbError as {@link invertVolume}
 * @since 0.1.0
 */
export async function invertLabels<D extends VoxelArray>(
  labels: Volume<D>,
  history: History,
  options: InvertOptions & TransformTools,
): Promise<Volume<D>> {
  const sampling = { interpolation: "nearest", outside: 0 } as const;
  const { back, restoreLabels } = await invertMoves(labels, history, { ...options, ...sampling });
  return restoreLabels(back);
}

async function invertMoves<D extends VoxelArray>(
  volume: Volume<D>,
  history: History,
  { interpolation, outside = 0, signal, ...options }: InvertVolumeOptions,
): Promise<{ readonly back: Volume<D>; readonly restoreLabels: HistoryMoves["restoreLabels"] }> {
  const { moves, grid, restoreLabels } = movesOf("invertVolume", history, options);
  assertSamePlace("invertVolume", grid, volume);
  const isExact = moves.every(({ sampling }) => sampling === undefined);
  const wayBack: SpatialMove = {
    grid: { shape: options.grid.shape, affine: options.grid.affine },
    toInput: moves.flatMap(({ toInput }) => [...toInput].reverse().map(inverseOf)),
    outside,
    ...(isExact ? {} : { sampling: samplingOf({ interpolation, outside } satisfies SamplingOptions) }),
  };
  return { back: await moveVolume(volume, wayBack, { signal }), restoreLabels };
}
