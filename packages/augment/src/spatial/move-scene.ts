import { composeAffines, invertAffine, type Volume, type VoxelArray } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { TransformTools } from "../definition/transform-tools.js";
import type { Scene } from "../scene.js";
import { alongAxes } from "./along-axes.js";
import { gatherExactly } from "./gather-exactly.js";
import { interpolateAt } from "./interpolate-at.js";
import { moveBoxes, movePoints } from "./move-points.js";
import type { MoveSampling, SpatialMove, WorldMap } from "./spatial-move.js";

type Outside = MoveSampling["outside"];

/** Moves that are made in one interpolation, or in none. */
interface Run {
  /** Of the result. */
  readonly grid: Grid;
  /** From the result back to the input. */
  readonly toInput: readonly WorldMap[];
  readonly sampling: MoveSampling | undefined;
  readonly outside: Outside | undefined;
}

/**
 * Makes moves: all in one interpolation, unless they want different ones.
 *
 * The scene is read once. What an earlier crop cut off is therefore still there for a later rotation to turn in.
 *
 * @internal
 */
export async function moveScene(scene: Scene, moves: readonly SpatialMove[], tools: TransformTools): Promise<Scene> {
  let moved = scene;
  for (const run of runsOf(moves)) moved = await makeRun(moved, run, tools);
  return moved;
}

/** The runs into which moves fall. @internal */
export function runsOf(moves: readonly SpatialMove[]): readonly Run[] {
  const runs: Run[] = [];
  for (const move of moves) {
    const last = runs.at(-1);
    const { sampling, outside = sampling?.outside, grid, toInput } = move;
    if (last === undefined || !agree(last, { sampling, outside })) {
      runs.push({ grid, toInput, sampling, outside });
      continue;
    }
    runs[runs.length - 1] = {
      grid,
      toInput: [...toInput, ...last.toInput],
      sampling: last.sampling ?? sampling,
      outside: last.outside ?? outside,
    };
  }
  return runs.map((run) => ({ ...run, toInput: simplified(run.toInput) }));
}

function agree(
  run: Pick<Run, "sampling" | "outside">,
  { sampling, outside }: Pick<Run, "sampling" | "outside">,
): boolean {
  if (run.outside !== undefined && outside !== undefined && run.outside !== outside) return false;
  if (run.sampling === undefined || sampling === undefined) return true;
  return (
    run.sampling.interpolation === sampling.interpolation &&
    run.sampling.labelInterpolation === sampling.labelInterpolation
  );
}

/** Affine maps in a row as one. */
function simplified(maps: readonly WorldMap[]): readonly WorldMap[] {
  const out: WorldMap[] = [];
  for (const map of maps) {
    const last = out.at(-1);
    if (last?.kind === "affine" && map.kind === "affine") {
      out[out.length - 1] = { kind: "affine", matrix: composeAffines(map.matrix, last.matrix) };
    } else {
      out.push(map);
    }
  }
  return out;
}

async function makeRun(scene: Scene, run: Run, tools: TransformTools): Promise<Scene> {
  const { image, channels, labels, points, boxes } = scene;
  const moved: Scene = {
    image: await moveVolume(image, run, tools),
    ...(channels === undefined ? {} : { channels: await moveAll(channels, run, tools) }),
    ...(labels === undefined ? {} : { labels: await moveLabels(labels, run, tools) }),
    ...(points === undefined ? {} : { points: movePoints(points, run.toInput) }),
    ...(boxes === undefined ? {} : { boxes: moveBoxes(boxes, run.toInput) }),
  };
  return { ...scene, ...moved };
}

async function moveAll(volumes: readonly Volume[], run: Run, tools: TransformTools): Promise<readonly Volume[]> {
  const moved: Volume[] = [];
  for (const volume of volumes) moved.push(await moveVolume(volume, run, tools));
  return moved;
}

/** One volume by one move, values as of an image. @internal */
export async function moveVolume<D extends VoxelArray>(
  volume: Volume<D>,
  { grid, toInput, sampling, outside = sampling?.outside ?? 0 }: SpatialMove,
  tools: TransformTools,
): Promise<Volume<D>> {
  if (sampling === undefined) return exactly(volume, { grid, toInput }, outside);
  return (
    (await alongAxes(volume, { grid, toInput, sampling, outside }, tools)) ??
    interpolateAt(volume, { grid, toInput, rule: sampling.interpolation, outside, ...tools })
  );
}

async function moveLabels(labels: Volume<VoxelArray>, run: Run, tools: TransformTools): Promise<Volume<VoxelArray>> {
  const { grid, toInput, sampling } = run;
  if (sampling === undefined) return exactly(labels, run, 0);
  return interpolateAt(labels, { grid, toInput, rule: sampling.labelInterpolation, outside: 0, ...tools });
}

function exactly<D extends VoxelArray>(
  volume: Volume<D>,
  { grid, toInput }: Pick<Run, "grid" | "toInput">,
  outside: Outside,
): Volume<D> {
  let matrix = grid.affine;
  for (const map of toInput) if (map.kind === "affine") matrix = composeAffines(map.matrix, matrix);
  return gatherExactly(volume, { grid, toVoxel: composeAffines(invertAffine(volume.affine), matrix), outside });
}
