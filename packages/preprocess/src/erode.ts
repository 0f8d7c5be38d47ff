import { type Mask, spacing } from "@cmb/core";
import { type BallOptions, squaredLimit } from "./ball.js";
import { ballRows, dilateRows, MAX_BALL_ROWS } from "./ball-rows.js";
import { complementRows, packRows, unpackRows } from "./bit-rows.js";
import { squaredDistances } from "./distance-transform.js";

/**
 * Takes away every foreground voxel that lies within `radiusMm` of a background voxel.
 *
 * A ball in millimetres, so flat on thick slices. What is outside of the grid is not background: a mask that the field
 * of view cuts off keeps its cut face.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link BallOptions}
 * @returns a new mask
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @since 0.1.0
 */
export function erode(mask: Mask, { radiusMm }: BallOptions): Mask {
  const limit = squaredLimit("erode", radiusMm);
  const ball = ballRows(limit, spacing(mask.affine), mask.shape);
  if (ball.count <= MAX_BALL_ROWS) {
    const grown = dilateRows(complementRows(packRows(mask)), ball);
    return { ...mask, data: unpackRows(complementRows(grown)) };
  }
  const squared = squaredDistances(mask, "foreground");
  const data = new Uint8Array(squared.length);
  for (let v = 0; v < data.length; v++) data[v] = (squared[v] as number) > limit ? 1 : 0;
  return { data, shape: mask.shape, affine: mask.affine };
}
