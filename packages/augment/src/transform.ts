import type { Rng, Volume } from "@cmb/core";
import type { Scene } from "./scene.js";

/**
 * A random transform: `sample` draws what to do, `apply` does it. `apply` depends on nothing but its arguments, so that
 * the parameters, which are JSON, are all that a replay needs.
 *
 * @since 0.1.0
 */
export interface Transform<P = unknown> {
  /** Its name in a history; unique in the package. */
  readonly name: string;
  /** Draws parameters. They may depend on the volume's grid and values. */
  sample(rng: Rng, volume: Volume): P;
  /** The transformed volume; the input is not changed. */
  apply(volume: Volume, parameters: P): Volume;
  /** The transformed image, labels, points and boxes. */
  applyToScene(scene: Scene, parameters: P): Scene;
}
