import type { Rng } from "@cmb/core";
import { createSceneCursor } from "./definition/scene-cursor.js";
import type { Transform } from "./definition/transform.js";
import type { TransformTools } from "./definition/transform-tools.js";
import type { History } from "./history/history.js";
import { assertScene, type Scene } from "./scene.js";

/** A transformed scene and what was done. @since 0.1.0 */
export interface Augmented {
  readonly scene: Scene;
  readonly history: History;
}

/**
 * Draws from a transform, does it, and says what was done.
 *
 * @param scene - the scene; not changed
 * @param transform - one transform or a composition
 * @param rng - the stream; {@link augmentationRng} gives one for each sample
 * @param options - `signal` to stop
 * @returns the new scene with its history
 * @throws CmbError `SHAPE_MISMATCH` when labels or channels lie on another grid, and what the transforms throw
 * @since 0.1.0
 */
export async function augment(
  scene: Scene,
  transform: Transform,
  rng: Rng,
  tools: TransformTools = {},
): Promise<Augmented> {
  assertScene("augment", scene);
  const cursor = createSceneCursor(scene, tools);
  await transform.draw(rng, cursor);
  return { scene: await cursor.scene(), history: { schemaVersion: 1, steps: cursor.steps } };
}
