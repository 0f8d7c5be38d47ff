import { describe, expect, it } from "vitest";
import { resampleFixture } from "../testdata/resample-fixture.js";
import { resampleLabels } from "./resample-labels.js";

describe("resampleLabels beside the argmax of one-hot images from scipy.ndimage", () => {
  it.each(resampleFixture.labels)("gives the same labels, $name", async ({ data, shape, affine, grid, expected }) => {
    const labels = { data: Uint32Array.from(data), shape, affine };
    const result = await resampleLabels(labels, grid, { interpolation: "linear", outside: "edge" });
    expect([...result.data]).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(2);
  });
});
