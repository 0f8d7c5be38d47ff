import type { WorldPoint } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import type { TissueSampler } from "../tissue-sampler.js";

const BONE = new Set(
  (["air", "scalp", "skull", "sinus", "marrow", "fat"] as const satisfies readonly Tissue[]).map((tissue) =>
    TISSUES.indexOf(tissue),
  ),
);
/** What is dark and lies nearer than this merges with the skull. */
const NEAR_MM = 4;

/**
 * Whether bone or what lies beyond is within 4 mm of a point: looked for along faces and corners of a cube.
 *
 * @internal
 */
export function isNearBone(tissueAt: TissueSampler, [x, y, z]: WorldPoint): boolean {
  for (let n = 0; n < 27; n++) {
    const [a, b, c] = [(n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1];
    const steps = Math.abs(a) + Math.abs(b) + Math.abs(c);
    if (steps === 0 || steps === 2) continue;
    const length = Math.sqrt(steps);
    for (const mm of [NEAR_MM / 2, NEAR_MM]) {
      if (BONE.has(tissueAt(x + (a * mm) / length, y + (b * mm) / length, z + (c * mm) / length))) return true;
    }
  }
  return false;
}
