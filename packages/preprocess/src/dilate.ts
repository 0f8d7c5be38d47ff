import { type Mask, spacing } from "@cmb/core";
import { type BallOptions, squaredLimit } from "./ball.js";
import { ballRows, dilateRows, MAX_BALL_ROWS } from "./ball-rows.js";
import { packRows, unpackRows } from "./bit-rows.js";
import { squaredDistances } from "./distance-transform.js";

/**
 * Adds every background voxel that lies within `radiusMm` of a foreground voxel.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link BallOptions}
 * @returns a new mask
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @since 0.1.0
 */
export function dilate(mask: Mask, { radiusMm }: BallOptions): Mask {
  const limit = squaredLimit("dilate", radiusMm);
  const ball = ballRows(limit, spacing(mask.affine), mask.shape);
  if (ball.count <= MAX_BALL_ROWS) return { ...mask, data: unpackRows(dilateRows(packRows(mask), ball)) };
  const squared = squaredDistances(mask, "background");
  const data = new Uint8Array(squared.length);
  for (let v = 0; v < data.length; v++) data[v] = (squared[v] as number) > limit ? 0 : 1;
  return { data, shape: mask.shape, affine: mask.affine };
}
