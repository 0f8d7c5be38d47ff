import type { Mask, Volume } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import type { RegionClass } from "../manifest/model-manifest.js";
import { fitMidline, type Midline } from "./midline.js";

/** What is known of a head on a coarse grid along the world's axes. */
export interface Anatomy {
  readonly brain: Mask;
  /** From each voxel of the brain to the nearest voxel that is none, in mm, centre to centre. */
  readonly depthMm: Volume;
  /** Where a region network has run. */
  readonly labels: Volume<Uint8Array> | undefined;
  /** What each label is. */
  readonly classes: readonly RegionClass[];
  readonly midline: Midline;
}

/** Gathers what later stages ask about a head. */
export function anatomyOf(
  brain: Mask,
  regions?: { readonly labels: Volume<Uint8Array>; readonly classes: readonly RegionClass[] },
): Anatomy {
  return {
    brain,
    depthMm: distanceTransform(brain),
    labels: regions?.labels,
    classes: regions?.classes ?? [],
    midline: fitMidline(brain),
  };
}
