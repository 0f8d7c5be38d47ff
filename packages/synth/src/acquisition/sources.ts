import type { WorldPoint } from "@cmb/core";

/** What a rendered object is. @since 0.1.0 */
export type LesionClass = "microbleed" | "vein" | "calcification";

/** A microbleed or a calcification: one sphere. @since 0.1.0 */
export interface FocalSource {
  readonly class: "microbleed" | "calcification";
  /** In RAS+ mm. */
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
  /** Difference to the surroundings, positive for haemosiderin, negative for calcium. */
  readonly susceptibilityPpm: number;
  /** Water inside over water around it, 0 to 1. */
  readonly protonDensity: number;
}

/** A vein: straight pieces between points. @since 0.1.0 */
export interface VeinSource {
  readonly class: "vein";
  /** Centre-line in RAS+ mm, two points or more. */
  readonly pathMm: readonly WorldPoint[];
  /** One radius for each piece of the path. */
  readonly radiiMm: readonly number[];
  readonly susceptibilityPpm: number;
}

/** Anything that changes the field. @since 0.1.0 */
export type Source = FocalSource | VeinSource;
