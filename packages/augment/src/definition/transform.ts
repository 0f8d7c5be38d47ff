import type { Rng, Volume } from "@cmb/core";
import type { Scene } from "../scene.js";
import type { SceneCursor } from "./scene-cursor.js";
import type { TransformDefinition } from "./transform-definition.js";
import type { TransformTools } from "./transform-tools.js";

/** One transform with all that was drawn for it: plain JSON. @since 0.1.0 */
export interface AppliedStep {
  /** Name of the transform. */
  readonly name: string;
  readonly parameters: unknown;
}

/**
 * A random transform: `sample` draws what to do, `apply` does it. `apply` depends on nothing but its arguments, so that
 * the parameters, which are JSON, are all that a replay needs.
 *
 * @since 0.1.0
 */
export interface Transform<P = unknown> {
  /** Its name in a history; unique in the package. */
  readonly name: string;
  /**
   * Draws parameters. They may depend on the volume's grid and values, and on the labels where a scene is given. A
   * composition makes its transforms on the way, as a later draw can depend on what earlier ones did; `augment` does both
   * at the price of one.
   */
  sample(rng: Rng, volume: Volume, scene?: Scene): Promise<P>;
  /** The transformed volume; the input is not changed. */
  apply(volume: Volume, parameters: P, options?: TransformTools): Promise<Volume>;
  /** The transformed image, channels, labels, points and boxes; the input is not changed. */
  applyToScene(scene: Scene, parameters: P, options?: TransformTools): Promise<Scene>;
  /** Draws and does it in one go; how compositions work. @internal */
  draw(rng: Rng, cursor: SceneCursor): Promise<void>;
  /** What a replay of its histories needs. @internal */
  readonly definitions: readonly TransformDefinition[];
}
