import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { replay } from "../history/replay.js";
import { blankBoxes } from "../intensity/blank-boxes.js";
import { brightness } from "../intensity/brightness.js";
import { invertContrast } from "../intensity/invert-contrast.js";
import { lesionSurvival } from "../lesions/lesion-survival.js";
import { bytesOf, comparable } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { keepLesions } from "./keep-lesions.js";

describe("keepLesions", () => {
  const scene = madeScene();

  it("leaves a transform out that inverts every lesion however it is drawn", async () => {
    const { scene: after, history } = await augment(scene, keepLesions(invertContrast()), createRng(1));
    expect(history.steps).toStrictEqual([]);
    expect(bytesOf(after.image.data)).toBe(bytesOf(scene.image.data));
  });

  it("draws a transform again until no lesion is lost", async () => {
    const boxes = blankBoxes({ size: 0.4, count: 2 });
    let lost = 0;
    for (let seed = 0; seed < 8; seed++) {
      const bare = await augment(scene, boxes, createRng(seed));
      const isLost = (one: typeof bare): boolean =>
        lesionSurvival(scene, one.scene).some(({ verdict }) => verdict === "removed");
      if (isLost(bare)) lost++;
      expect(isLost(await augment(scene, keepLesions(boxes, 6), createRng(seed)))).toBe(false);
    }
    expect(lost).toBeGreaterThan(1);
  });

  it.each([0, -1, Number.NaN, 1.5])("refuses %s tries", (tries) => {
    expect(() => keepLesions(brightness(), tries)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("draws once where there are no labels, and replays like any other", async () => {
    const bare = await augment({ image: scene.image }, keepLesions(invertContrast()), createRng(1));
    expect(bare.history.steps.map(({ name }) => name)).toStrictEqual(["invertContrast"]);
    const kept = await augment(scene, keepLesions(brightness()), createRng(2));
    expect(comparable(await replay(scene, kept.history))).toStrictEqual(comparable(kept.scene));
  });
});
