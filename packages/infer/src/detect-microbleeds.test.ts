import type { Volume, WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { detectMicrobleeds } from "./detect-microbleeds.js";
import type { DetectionResult } from "./report.js";
import { platform } from "./runtime/platform.node.js";
import { detectInSlab, expectSlabFindings } from "./testdata/slab-detection.js";
import { LESIONS, smallHead } from "./testdata/small-head.js";

/** The small heads of these tests are no brain to the input checks. */
function detect(volume: Volume): Promise<DetectionResult> {
  return detectMicrobleeds(volume, { model: "classical", force: true });
}

function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Every lesion has its mark, and there is no other. */
function expectLesions({ microbleeds }: DetectionResult, lesions: readonly WorldPoint[], toleranceMm: number): void {
  expect(microbleeds).toHaveLength(lesions.length);
  for (const lesion of lesions) {
    expect(Math.min(...microbleeds.map(({ centreMm }) => distance(centreMm, lesion)))).toBeLessThan(toleranceMm);
  }
}

describe("detectMicrobleeds", () => {
  it("finds the lesions and leaves the veins at 2 mm slices, on the grid of the input", async () => {
    const volume = smallHead(2);
    const result = await detect(volume);
    expectLesions(result, LESIONS, 2);
    const { mask, microbleeds } = result;
    expect(mask.shape).toEqual(volume.shape);
    expect(mask.affine).toEqual(volume.affine);
    const voxelMm3 = 2;
    for (const { id, volumeMm3 } of microbleeds) {
      expect(mask.data.filter((label) => label === id).length * voxelMm3).toBeCloseTo(volumeMm3, 6);
    }
    expect(Math.max(...microbleeds.map(({ id }) => id))).toBe(microbleeds.length);
  });

  it("gives the same report for the same input, apart from the time it took, and leaves the input alone", async () => {
    const volume = smallHead(5);
    const before = Float32Array.from(volume.data);
    const [first, second] = [await detect(volume), await detect(volume)];
    expect(JSON.stringify({ ...first, timingsMs: {} })).toBe(JSON.stringify({ ...second, timingsMs: {} }));
    expect(first.mask.data).toEqual(second.mask.data);
    expect(volume.data).toEqual(before);
    expectLesions(first, LESIONS, 3.5);
    const nearVein = first.rejected.filter(({ centreMm: [x, y] }) => Math.hypot(x - 14, y + 8) < 4);
    for (const { reason } of nearVein) expect(reason.length).toBeGreaterThan(10);
    expect(nearVein.some(({ stage }) => stage === "shape" || stage === "score")).toBe(true);
  });

  it("judges options and scan before it opens a model", async () => {
    const scan = smallHead(2);
    const nowhere = { manifest: "/nowhere/manifest.json" };
    await expect(detectMicrobleeds(scan, { model: nowhere })).rejects.toMatchObject({ code: "UNSUITABLE_INPUT" });
    await expect(detectMicrobleeds(scan, { model: nowhere, force: true })).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
    });
    await expect(detectMicrobleeds(scan, { treshold: 0.5 } as object)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "treshold" },
    });
    const cut = { ...scan, data: scan.data.subarray(1) };
    await expect(detectMicrobleeds(cut, { model: "classical", force: true })).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
    });
  });
});

it("finds with networks what is written down for other runtimes to be held to", async () => {
  const url = new URL("../../../fixtures/models/manifest.json", import.meta.url);
  const result = await detectInSlab(url, { platform, device: "cpu" });
  expectSlabFindings(result);
});
