import { affineFromSpacing, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { pictureOf } from "../testdata/picture-of.js";
import { resultOf } from "../testdata/result-of.js";
import { displayFrame } from "./display-frame.js";
import { intensityWindow } from "./intensity-window.js";
import { overview } from "./overview.js";
import { viewPlanes } from "./view-planes.js";

const SHAPE = [60, 60, 60] as const;
/** A bright box from (5, 25, 40) to (24, 44, 59) in a dark grid of 1 mm. */
const volume = createVolume(
  Float32Array.from({ length: 60 ** 3 }, (_, v) => {
    const [i, j, k] = [v % 60, Math.floor(v / 60) % 60, Math.floor(v / 3600)];
    return i >= 5 && i < 25 && j >= 25 && j < 45 && k >= 40 ? 100 + ((i + j + k) % 5) : (i + j + k) % 3;
  }),
  SHAPE,
  affineFromSpacing([1, 1, 1]),
);

describe("overview", () => {
  it("shows three planes through the middle of the head with each number where its microbleed projects to", async () => {
    const { mask, microbleeds } = resultOf(volume, [{ voxel: [10, 20, 30] }, { voxel: [50, 20, 5] }]);
    const views = viewPlanes(displayFrame(volume.affine));
    const { markup } = await overview({ volume, mask, views, window: intensityWindow(volume) }, microbleeds);
    expect(markup.match(/<svg/g)).toHaveLength(3);
    // 20 × 20 mm of each slice are bright; pixels are 0.4 mm.
    for (const view of ["axial", "coronal", "sagittal"]) {
      const bright = pictureOf(markup, `overview-${view}`).pixels.filter((grey) => grey > 128);
      expect(bright.length / 50 ** 2).toBeCloseTo(1, 1);
    }
    // Right is on the left of the picture: x = 10 mm lies 49.5 mm from the left edge at 59.5 mm, y = 20 mm 39.5 from the top.
    const [axial = ""] = markup.split("</svg>");
    expect(axial).toMatch(/<circle class="mark" cx="49\.5" cy="39\.5" r="3"\/><text[^>]*>1<\/text>/);
    expect(axial).toMatch(/<circle class="mark" cx="9\.5" cy="39\.5" r="3"\/><text[^>]*>2<\/text>/);
  });
});
