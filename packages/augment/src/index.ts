export { type Augmented, augment } from "./augment.js";
export { augmentationRng, type SampleId } from "./augmentation-rng.js";
export { compose } from "./composition/compose.js";
export type { CompositionParameters } from "./composition/composition.js";
export { oneOf } from "./composition/one-of.js";
export { randomOrder } from "./composition/random-order.js";
export { someOf } from "./composition/some-of.js";
export { withProbability } from "./composition/with-probability.js";
export { createTransform } from "./definition/create-transform.js";
export type { Option, OptionTable } from "./definition/option.js";
export type { Distribution, RandomNumber, RandomTriple } from "./definition/random-number.js";
export type { SceneCursor } from "./definition/scene-cursor.js";
export type { AppliedStep, Transform } from "./definition/transform.js";
export type {
  IntensityDefinition,
  PlacedDefinition,
  SceneDefinition,
  SpatialDefinition,
  TransformDefinition,
} from "./definition/transform-definition.js";
export type { TransformTools } from "./definition/transform-tools.js";
export { type History, parseHistory } from "./history/history.js";
export { type ReplayOptions, replay } from "./history/replay.js";
export type { Scene, WorldBox } from "./scene.js";
export type { DisplacementField } from "./spatial/displacement-field.js";
export type { MoveSampling, SpatialMove, WorldMap } from "./spatial/spatial-move.js";
