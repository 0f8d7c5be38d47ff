import type { Volume, WorldPoint } from "@cmb/core";
import { type Ball, type PhantomOptions, phantom } from "./phantom.js";

/** Where the lesions of {@link smallHead} are. */
export const LESIONS: readonly WorldPoint[] = [
  [-12, -10, 2],
  [11, 13, -4],
];

/** A lesion of the size and contrast of the others. */
export function ballAt(centreMm: WorldPoint): Ball {
  return { centreMm, radiusMm: 2, depth: 0.7 };
}

/** A head of about 80 × 88 × 60 mm with two lesions, a vein in the plane and one across it. */
export function smallHead(sliceMm: number, changes: Partial<PhantomOptions> = {}): Volume {
  return phantom({
    shape: [80, 88, Math.round(60 / sliceMm)],
    spacingMm: [1, 1, sliceMm],
    balls: LESIONS.map(ballAt),
    tubes: [
      {
        pathMm: [
          [-20, 14, 4],
          [0, 18, 4],
          [16, 22, 5],
        ],
        radiusMm: 1,
        depth: 0.6,
      },
      {
        pathMm: [
          [14, -8, -30],
          [14, -8, 30],
        ],
        radiusMm: 1,
        depth: 0.6,
      },
    ],
    ...changes,
  });
}
