import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { measureLesions } from "./measure-lesions.js";

/** One dark voxel among values 8, 10 and 12. */
function oneLesion() {
  const shape = [5, 5, 5] as const;
  const affine = affineFromSpacing([1, 1, 1]);
  const data = Float32Array.from({ length: 125 }, (_, v) => 8 + 2 * (v % 3));
  const labels = new Uint16Array(125);
  data[62] = 1;
  labels[62] = 7;
  return { image: { data, shape, affine }, labels: { data: labels, shape, affine } };
}

describe("measureLesions", () => {
  it("gives label, size, centre, and contrast in spreads of the ring", () => {
    const [lesion] = measureLesions(oneLesion(), { ringMm: 2 });
    expect(lesion).toMatchObject({ label: 7, voxels: 1, volumeMm3: 1, centreMm: [2, 2, 2] });
    // Median of the ring 10, median deviation 2.
    expect(lesion?.contrast).toBeCloseTo(-9 / (2 * 1.4826), 9);
  });

  it("does not take other lesions for surroundings, and says NaN where there are none", () => {
    const full = oneLesion();
    full.labels.data.fill(1);
    expect(measureLesions(full)[0]?.contrast).toBeNaN();
  });

  it("needs labels and a ring", () => {
    const { image } = madeScene();
    expect(() => measureLesions({ image })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => measureLesions(madeScene(), { ringMm: 0 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });
});
