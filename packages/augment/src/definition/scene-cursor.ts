import type { Grid } from "@cmb/preprocess";
import type { Scene } from "../scene.js";
import { moveScene } from "../spatial/move-scene.js";
import type { SpatialMove } from "../spatial/spatial-move.js";
import type { AppliedStep } from "./transform.js";
import type { TransformDefinition } from "./transform-definition.js";
import type { TransformTools } from "./transform-tools.js";

/**
 * A scene on its way through transforms. Moves wait until somebody wants to see the scene, so that those in a row become
 * one interpolation.
 *
 * @internal
 */
export interface SceneCursor {
  /** The grid on which the scene will be. */
  grid(): Grid;
  /** The scene, all moves made. */
  scene(): Promise<Scene>;
  /** Does a step, or has it wait. */
  add(definition: TransformDefinition, parameters: unknown): Promise<void>;
  /** What was added so far. */
  readonly steps: readonly AppliedStep[];
  /** What its transforms get, such as the signal that stops them. */
  readonly tools: TransformTools;
}

/** A cursor at the start of its way. @internal */
export function createSceneCursor(start: Scene, tools: TransformTools = {}): SceneCursor {
  const steps: AppliedStep[] = [];
  let scene = start;
  let moves: SpatialMove[] = [];
  const settled = async (): Promise<Scene> => {
    const waiting = moves;
    moves = [];
    if (waiting.length > 0) scene = await moveScene(scene, waiting, tools);
    return scene;
  };
  const grid = (): Grid => moves.at(-1)?.grid ?? { shape: scene.image.shape, affine: scene.image.affine };
  return {
    grid,
    scene: settled,
    steps,
    tools,
    add: async (definition, parameters) => {
      tools.signal?.throwIfAborted();
      steps.push({ name: definition.name, parameters });
      if (definition.kind === "spatial" || definition.kind === "placed") {
        moves.push(definition.move(grid(), parameters));
        return;
      }
      const before = await settled();
      scene =
        definition.kind === "scene"
          ? await definition.applyToScene(before, parameters, tools)
          : { ...before, image: await definition.apply(before.image, parameters, tools) };
    },
  };
}
