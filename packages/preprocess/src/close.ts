import type { Mask } from "@cmb/core";
import type { BallOptions } from "./ball.js";
import { dilate } from "./dilate.js";
import { erode } from "./erode.js";

/**
 * Dilation, then erosion: closes gaps narrower than two radii and leaves the outer edge where it was.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link BallOptions}
 * @returns a new mask that holds all of `mask`
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @since 0.1.0
 */
export function close(mask: Mask, options: BallOptions): Mask {
  return erode(dilate(mask, options), options);
}
