import type { WorldPoint } from "@cmb/core";
import type { History } from "../history/history.js";
import { pointsBefore } from "../spatial/move-points.js";
import { type InvertOptions, movesOf } from "./inverse-moves.js";

/**
 * Where points of a transformed scene were before: detections on an augmented scan, back in the scan itself.
 *
 * Exact but for rounding: maps are kept from the result to the input.
 *
 * @param points - in RAS+ mm, in the world of the transformed scene
 * @param history - what was done
 * @param options - see {@link InvertOptions}
 * @returns the points in the world of the scene before
 * @throws CmbError `INVALID_ARGUMENT` that names a transform which has no inverse, unless those are skipped
 * @since 0.1.0
 */
export function invertPoints(
  points: readonly WorldPoint[],
  history: History,
  options: InvertOptions,
): readonly WorldPoint[] {
  const { moves } = movesOf("invertPoints", history, options);
  const toInput = [...moves].reverse().flatMap((move) => move.toInput);
  return pointsBefore(points, toInput);
}
