import { affineFromSpacing, type Mask } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { lesionTable } from "../../masks/lesion-table.js";
import type { RecipeState } from "../recipe-state.js";
import { cleanStep, pruneStep } from "./label-steps.js";

const labels: Mask = { data: new Uint8Array(64).fill(1), shape: [4, 4, 4], affine: affineFromSpacing([1, 1, 1]) };
const centres = lesionTable({ labels: { ...labels, data: Uint32Array.from(labels.data) }, count: 1 });
const state: RecipeState = {
  image: labels,
  labels,
  brain: undefined,
  regions: undefined,
  lesions: undefined,
  listed: { centres, affine: labels.affine },
};
const tools = { regionModel: undefined, correctBias: undefined, signal: AbortSignal.abort(new Error("enough")) };

describe("the steps for labels", () => {
  it("stop in the middle of prune and clean when asked", async () => {
    await expect(pruneStep.run(state, { step: "prune" }, tools)).rejects.toThrow("enough");
    await expect(cleanStep.run(state, { step: "clean" }, tools)).rejects.toThrow("enough");
  });
});
