import { affineFromSpacing, type Mask, reorient } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { regionModelFromMask } from "./region-model-from-mask.js";

const mask: Mask = { data: Uint8Array.of(0, 3, 0, 0, 3, 3), shape: [3, 2, 1], affine: affineFromSpacing([1, 1, 1]) };

describe("regionModelFromMask", () => {
  it("answers with the mask as 0 and 1", async () => {
    const model = regionModelFromMask(mask, { id: "drawn" });
    expect(model.id).toBe("drawn");
    const { brain, labels } = await model.segment({ ...mask, data: new Float32Array(6) }, {});
    expect(brain).toEqual({ ...mask, data: Uint8Array.of(0, 1, 0, 0, 1, 1) });
    expect(labels).toEqual(brain);
  });

  it("finds its voxels on another grid of the same place", async () => {
    const turned = reorient({ ...mask, data: new Float32Array(6) }, "LPS");
    const { brain } = await regionModelFromMask(mask, { id: "drawn" }).segment(turned, {});
    expect(brain).toEqual(reorient({ ...mask, data: Uint8Array.of(0, 1, 0, 0, 1, 1) }, "LPS"));
  });

  it("refuses an empty mask", () => {
    expect(() => regionModelFromMask({ ...mask, data: new Uint8Array(6) }, { id: "none" })).toThrow(
      expect.objectContaining({ code: "EMPTY_VOLUME" }),
    );
  });
});
