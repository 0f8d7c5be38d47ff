import type { Vec } from "./scalar-field.js";
import type { Side } from "./vein-landmarks.js";
import type { VeinFamily } from "./vessel-pieces.js";

/** What all veins of a head have in common. @internal */
export interface VeinStyle {
  /** Multiplies the curvature. */
  readonly wiggle: number;
  /** Multiplies every radius. */
  readonly radiusScale: number;
}

/** What is known of a tree before it grows. @internal */
export interface TreePlan {
  readonly family: VeinFamily;
  /** The course within the family. */
  readonly site: string;
  readonly side: Side;
  /** Where along the line that it drains to, 0 to 1: the middle of its share of the line, moved at random. */
  readonly share: number;
}

/** The way of the trunk of a tree, in the frame of the domain. @internal */
export interface VeinCourse {
  readonly start: Vec;
  readonly direction: Vec;
  readonly target: Vec;
  readonly lengthMm: number;
  /** At the root, before the scale of the style. */
  readonly radiusMm: number;
}
