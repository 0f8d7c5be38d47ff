import type { WorldPoint } from "@cmb/core";
import { blendTissues } from "./blend-tissues.js";
import type { Head } from "./head.js";
import { TISSUES, type Tissue } from "./tissue.js";

const INDICES = Float64Array.from(TISSUES, (_, n) => n);
const SHARP_MM = 1e-9;

/**
 * The tissue at one point of a head.
 *
 * @param head - the `head` of a phantom
 * @param pointMm - world mm of the phantom: origin in the middle of the brain, axes right, front, top
 * @returns its name
 * @since 0.1.0
 */
export function tissueAt(head: Head, pointMm: WorldPoint): Tissue {
  const index = blendTissues(head, pointMm, { values: INDICES, rampMm: SHARP_MM });
  return TISSUES[Math.round(index)] ?? "air";
}
