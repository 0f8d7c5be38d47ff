import { createVolume } from "@cmb/core";
import { TISSUES, type Tissue } from "../anatomy/tissue.js";
import type { PreparedHead } from "../scene/prepare-head.js";

const EDGE = 56;

/**
 * A ball of white matter in cortex in fluid, of 2 × 22 mm, with a pallidum in its middle: a head without veins and with a
 * quiet field, made in no time.
 */
export function smallHead(): PreparedHead {
  const data = new Uint8Array(EDGE ** 3);
  const middle = (EDGE - 1) / 2;
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % EDGE, Math.floor(v / EDGE) % EDGE, Math.floor(v / EDGE ** 2)];
    data[v] = TISSUES.indexOf(tissueAt(Math.hypot(i - middle, j - middle, k - middle)));
  }
  const affine = [1, 0, 0, -middle, 0, 1, 0, -middle, 0, 0, 1, -middle, 0, 0, 0, 1] as const;
  const none = {
    data: new Float32Array(8),
    shape: [2, 2, 2],
    affine: [80, 0, 0, -40, 0, 80, 0, -40, 0, 0, 80, -40, 0, 0, 0, 1],
  } as const;
  return {
    anatomy: { tissues: createVolume(data, [EDGE, EDGE, EDGE], affine) },
    headFieldsPpm: Array.from({ length: 6 }, () => none),
    veinSets: [],
  };
}

function tissueAt(distanceMm: number): Tissue {
  if (distanceMm < 3) return "pallidum";
  if (distanceMm < 19) return "whiteMatter";
  if (distanceMm < 22) return "cortex";
  return distanceMm < 26 ? "csf" : "air";
}
