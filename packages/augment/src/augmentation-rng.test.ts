import { describe, expect, it } from "vitest";
import { augmentationRng } from "./augmentation-rng.js";

describe("augmentationRng", () => {
  it("differs by seed, sample and epoch, and by nothing else", () => {
    const first = (seed: number, sampleId: string | number, epoch?: number) =>
      augmentationRng(seed, { sampleId, epoch }).uint32();
    expect(first(1, "a", 0)).toBe(first(1, "a"));
    expect(new Set([first(1, "a"), first(2, "a"), first(1, "b"), first(1, "a", 1), first(1, 1)]).size).toBe(5);
  });

  it("refuses a sample without a name, which would be every sample", () => {
    for (const sample of [{ sampleID: "a" }, {}, { sampleId: undefined }, { sampleId: null }, undefined]) {
      expect(() => augmentationRng(1, sample as never)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    }
  });

  it("refuses an epoch that is no whole number", () => {
    expect(() => augmentationRng(1, { sampleId: "a", epoch: 0.5 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});
