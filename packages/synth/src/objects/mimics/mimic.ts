import type { WorldPoint } from "@cmb/core";
import type { Layer } from "../layers/layer.js";
import type { SceneObject } from "../scene-object.js";
import type { TissueSampler, WorldBox } from "../tissue-sampler.js";

/** Objects of one class, and what they change in the tissue maps. @internal */
export interface Mimics {
  readonly objects: readonly SceneObject[];
  readonly layers: readonly Layer[];
}

/** What every class of mimics is drawn from. @internal */
export interface MimicRules {
  readonly tissueAt: TissueSampler;
  readonly box: WorldBox;
  /** What the box holds, from `tissuesWithin`. */
  readonly present: ReadonlySet<number>;
  /** How many to draw. */
  readonly count: number;
  /** Centres of what is there already. */
  readonly taken: readonly WorldPoint[];
  readonly firstId: number;
}
