import type { Grid } from "../resample/grid.js";

/**
 * From a prepared scan back to the scan as it came: plain data, to be kept with what was found on the prepared grid.
 *
 * No step of a recipe moves anything in the world, so the two grids are all of it; `toNativePoint`, `toNativeBox` and
 * `toNativeVolume` use them.
 *
 * @since 0.1.0
 */
export interface NativeMapping {
  /** The grid of the image that the recipe was given. */
  readonly native: Grid;
  /** The grid of the image that it made. */
  readonly prepared: Grid;
}
