import type { Rng, Volume, VoxelArray } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { Scene } from "../scene.js";
import type { SpatialMove } from "../spatial/spatial-move.js";
import type { OptionTable } from "./option.js";
import type { TransformTools } from "./transform-tools.js";

interface NamedDefinition<O> {
  /** In histories: unique, and never changed, as histories are kept. */
  readonly name: string;
  /** What each option may be, and what it is unless given. */
  readonly options: OptionTable<O>;
}

/** A transform of values: the grid stays, and so do labels, points and boxes. @since 0.1.0 */
export interface IntensityDefinition<O, P> extends NamedDefinition<O> {
  readonly kind: "intensity";
  /** Draws parameters, plain JSON, with everything that `apply` needs. */
  sample(rng: Rng, options: Required<O>, scene: Scene): P | Promise<P>;
  /** A new volume on the same grid; depends on its arguments alone. */
  apply(volume: Volume, parameters: P, tools: TransformTools): Volume | Promise<Volume>;
}

/** A transform of places: it says where each voxel comes from, and everything in the scene moves. @since 0.1.0 */
export interface SpatialDefinition<O, P> extends NamedDefinition<O> {
  readonly kind: "spatial";
  /** Draws parameters, plain JSON, with everything that `move` needs. */
  sample(rng: Rng, options: Required<O>, grid: Grid): P;
  /** Depends on the grid and never on values, so that neighbouring moves can be made in one interpolation. */
  move(grid: Grid, parameters: P): SpatialMove;
}

/** A transform of places whose parameters depend on the image or the labels, such as a crop about a lesion. @since 0.1.0 */
export interface PlacedDefinition<O, P> extends NamedDefinition<O> {
  readonly kind: "placed";
  /** Draws parameters, plain JSON, with everything that `move` needs. */
  sample(rng: Rng, options: Required<O>, scene: Scene): P | Promise<P>;
  /** Depends on grid and parameters alone, as that of a {@link SpatialDefinition}. */
  move(grid: Grid, parameters: P): SpatialMove;
}

/** A transform that changes more than one part of the scene in its own way. @since 0.1.0 */
export interface SceneDefinition<O, P> extends NamedDefinition<O> {
  readonly kind: "scene";
  /** Draws parameters, plain JSON, with everything that `applyToScene` needs. */
  sample(rng: Rng, options: Required<O>, scene: Scene): P | Promise<P>;
  /** A new scene; depends on its arguments alone. */
  applyToScene(scene: Scene, parameters: P, tools: TransformTools): Scene | Promise<Scene>;
  /** How it moves the whole scene, for an inversion; absent, or `undefined`, where everything stays in its place. */
  move?(grid: Grid, parameters: P): SpatialMove | undefined;
  /** Undoes what else it does to labels, such as an exchange of two; absent where it does nothing that can be undone. */
  restoreLabels?<D extends VoxelArray>(labels: Volume<D>, parameters: P): Volume<D>;
}

/**
 * What a transform is made of; {@link createTransform} makes one. In a list of different ones options and parameters
 * are not known.
 *
 * @since 0.1.0
 */
export type TransformDefinition<O = unknown, P = unknown> =
  | IntensityDefinition<O, P>
  | SpatialDefinition<O, P>
  | PlacedDefinition<O, P>
  | SceneDefinition<O, P>;
