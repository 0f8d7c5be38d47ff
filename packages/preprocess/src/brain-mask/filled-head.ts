import { type Mask, spacing, type Volume } from "@cmb/core";
import { close } from "../close.js";
import { fillHoles } from "../fill-holes.js";
import { largestComponent } from "../largest-component.js";

/** Wide enough to bridge sulci and the vessels that cut the cortex. */
const CLOSING_RADIUS_MM = 6;

/** The largest object above the threshold, closed and filled slice by slice, across the axis with the thickest slices. */
export function filledHead(coarse: Volume, threshold: number): Mask {
  const above = new Uint8Array(coarse.data.length);
  for (let v = 0; v < above.length; v++) above[v] = (coarse.data[v] as number) > threshold ? 1 : 0;
  const object = largestComponent({ ...coarse, data: above }, { connectivity: 6 });
  const spacingMm = spacing(coarse.affine);
  const axis = ([2, 1, 0] as const).reduce((thickest, a) => (spacingMm[a] > spacingMm[thickest] * 1.01 ? a : thickest));
  return fillHoles(close(object, { radiusMm: CLOSING_RADIUS_MM }), { within: "slices", axis });
}
