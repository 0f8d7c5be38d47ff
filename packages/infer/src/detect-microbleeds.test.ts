import type { WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { detectMicrobleeds } from "./detect-microbleeds.js";
import type { Microbleed } from "./report.js";
import { phantom } from "./testdata/phantom.js";

const LESIONS: readonly WorldPoint[] = [
  [-20, -12, 4],
  [15, 18, -6],
  [2, -25, 0],
];

/** The head of the tests: about 100 × 110 × 60 mm, three lesions, a vein in the plane and one across it. */
function head(sliceMm: number): ReturnType<typeof phantom> {
  return phantom({
    shape: [100, 110, Math.round(66 / sliceMm)],
    spacingMm: [1, 1, sliceMm],
    balls: LESIONS.map((centreMm) => ({ centreMm, radiusMm: 2, depth: 0.7 })),
    tubes: [
      {
        pathMm: [
          [-30, 20, 6],
          [0, 26, 6],
          [25, 30, 8],
        ],
        radiusMm: 1,
        depth: 0.6,
      },
      {
        pathMm: [
          [20, -10, -30],
          [20, -10, 30],
        ],
        radiusMm: 1,
        depth: 0.6,
      },
    ],
  });
}

function nearest(microbleeds: readonly Microbleed[], [x, y, z]: WorldPoint): number {
  return Math.min(...microbleeds.map(({ centreMm: [a, b, c] }) => Math.hypot(a - x, b - y, c - z)));
}

describe("detectMicrobleeds", () => {
  for (const sliceMm of [1, 2, 3, 5]) {
    it(`finds the lesions and leaves the veins at ${sliceMm} mm slices`, async () => {
      const { microbleeds } = await detectMicrobleeds(head(sliceMm), { force: true });
      for (const lesion of LESIONS) expect(nearest(microbleeds, lesion)).toBeLessThan(1 + sliceMm / 2);
      expect(microbleeds).toHaveLength(LESIONS.length);
    });
  }
});
