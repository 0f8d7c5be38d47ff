import type { WorldPoint } from "@cmb/core";

/** What an object of a scene is: a microbleed, or one of its mimics. @since 0.1.0 */
export const OBJECT_CLASSES = [
  "microbleed",
  "vein-cross-section",
  "vein-bend",
  "vein-bifurcation",
  "flow-void",
  "calcification",
  "iron-deposit",
  "air-bone-edge",
  "cavernoma",
  "superficial-siderosis",
  "perivascular-space",
  "lacune",
] as const;

/** See {@link OBJECT_CLASSES}. @since 0.1.0 */
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

/** A ball of an object: an analytic dipole. @since 0.1.0 */
export interface DipoleSphere {
  /** RAS+ mm. */
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
  /** Difference to the surroundings: positive for iron, negative for calcium. */
  readonly susceptibilityPpm: number;
  /** Water inside over water around it, 0 to 1. */
  readonly protonDensity: number;
}

/**
 * An object to be rendered. `spheres` are rendered as analytic dipoles; other objects are part of the vessels, of the
 * tissue maps or of the head field, and list no spheres.
 *
 * @since 0.1.0
 */
export interface SceneObject {
  /** 1…n within a scan. */
  readonly id: number;
  readonly class: ObjectClass;
  /** RAS+ mm. */
  readonly centreMm: WorldPoint;
  /** True radius: of a union of balls the radius of a ball of the same volume, of a vessel its own, else half the thickness. */
  readonly radiusMm: number;
  readonly susceptibilityPpm: number;
  /** Where it lies, in the words of `TISSUES`. */
  readonly tissue: string;
  readonly spheres: readonly DipoleSphere[];
}
