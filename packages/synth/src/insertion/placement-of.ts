import { CmbError, type Shape } from "@cmb/core";
import type { InsertionPlacement } from "./insertion-scan.js";

/** How many objects found a place. @internal */
export interface PlacedCount {
  readonly asked: number;
  readonly placed: number;
  /** What was placed, in the plural. */
  readonly what: string;
  /** Why there was no place for the others. */
  readonly why: string;
}

/**
 * What is said of objects that were to be placed in a scan of this shape.
 *
 * @throws CmbError `EMPTY_VOLUME` when some were asked for and none was placed
 * @internal
 */
export function placementOf(
  caller: string,
  { asked, placed, what, why }: PlacedCount,
  shape: Shape,
): InsertionPlacement {
  if (placed === asked) return { asked, placed, shortfall: null };
  const shortfall = `${placed} of ${asked} ${what} placed: ${why}; ask for fewer, or give a segmentation as labels`;
  if (placed > 0) return { asked, placed, shortfall };
  throw new CmbError("EMPTY_VOLUME", `${caller}: ${shortfall}`, { shape });
}
