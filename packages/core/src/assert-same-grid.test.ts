import { describe, expect, it } from "vitest";
import { assertSameGrid } from "./assert-same-grid.js";

describe("assertSameGrid", () => {
  it("lets equal shapes pass", () => {
    expect(() => assertSameGrid("dice", { shape: [2, 3, 4] }, { shape: [2, 3, 4] })).not.toThrow();
  });

  it("names the operation and both shapes when they differ", () => {
    expect(() => assertSameGrid("dice", { shape: [2, 3, 4] }, { shape: [2, 4, 3] })).toThrow(
      expect.objectContaining({
        code: "SHAPE_MISMATCH",
        message: "dice: one image has 2×3×4 voxels, the other 2×4×3; resample one onto the other's grid first",
        details: { expected: [2, 3, 4], actual: [2, 4, 3] },
      }),
    );
  });
});
