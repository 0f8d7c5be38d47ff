import { createRng } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { affine } from "../spatial/affine.js";
import { madeScene } from "../testdata/made-scene.js";
import { lesionSurvival } from "./lesion-survival.js";

const scene = madeScene();
const withValues = (of: (value: number, v: number) => number) => ({
  ...scene,
  image: { ...scene.image, data: scene.image.data.map(of) },
});
const verdicts = (after: typeof scene) => lesionSurvival(scene, after).map(({ verdict }) => verdict);

describe("lesionSurvival", () => {
  it("keeps all where nothing happens, and where brightness and contrast change", () => {
    expect(verdicts(scene)).toStrictEqual(["kept", "kept", "kept"]);
    expect(verdicts(withValues((value) => 5 + 0.3 * value))).toStrictEqual(["kept", "kept", "kept"]);
  });

  it("finds a lesion that was painted over, and one whose label is gone", () => {
    const painted = withValues((value, v) => (scene.labels.data[v] === 2 ? 100 : value));
    expect(verdicts(painted)).toStrictEqual(["kept", "removed", "kept"]);
    const labels = {
      ...scene.labels,
      data: (scene.labels.data as Uint8Array).map((label) => (label === 3 ? 0 : label)),
    };
    const [, , third] = lesionSurvival(scene, { ...scene, labels });
    expect(third).toMatchObject({ label: 3, after: undefined, verdict: "removed" });
  });

  it("finds inverted contrast", () => {
    expect(verdicts(withValues((value) => -value))).toStrictEqual(["inverted", "inverted", "inverted"]);
  });

  it("finds what noise drowns and what blur weakens", () => {
    const rng = createRng(1);
    expect(verdicts(withValues((value) => value + 400 * rng.normal()))).not.toContain("kept");
    const blurred = { ...scene, image: gaussianSmooth(scene.image, { sigmaMm: 3 }) };
    expect(verdicts(blurred)).not.toStrictEqual(["kept", "kept", "kept"]);
  });

  it("compares volumes in mm³, so that a finer grid is no larger lesion", async () => {
    const turn = affine({ degrees: 5, scales: 1 });
    const after = await turn.applyToScene(scene, await turn.sample(createRng(2), scene.image));
    for (const { before, after: now } of lesionSurvival(scene, after)) {
      expect((now?.volumeMm3 ?? 0) / before.volumeMm3).toBeGreaterThan(0.6);
      expect((now?.volumeMm3 ?? 9e9) / before.volumeMm3).toBeLessThan(1.6);
    }
  });

  it("has thresholds", () => {
    const faint = withValues((value, v) => ((scene.labels.data[v] ?? 0) > 0 ? 85 : value));
    const clear = lesionSurvival(scene, faint, { clearContrast: 0.1 }).map(({ verdict }) => verdict);
    expect(clear).toStrictEqual(["kept", "kept", "kept"]);
    const strict = lesionSurvival(scene, faint, { clearContrast: 6, removedBelow: 0.9 });
    expect(strict.map(({ verdict }) => verdict)).toStrictEqual(["removed", "removed", "removed"]);
  });
});
