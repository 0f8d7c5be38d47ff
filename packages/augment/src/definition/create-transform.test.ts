import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { createTransform } from "./create-transform.js";

const scene = madeScene({ shape: [4, 4, 2] });

describe("createTransform", () => {
  it("names the option that is wrong, and what it may be", () => {
    expect(() => add({ by: [2, 1] })).toThrow(
      "add.by is [2,1]; wanted: a number, a range [minimum, maximum] of such, or a distribution of such",
    );
    expect(() => add({ by: [1, Number.NaN] })).toThrow('add.by is [1,"NaN"]');
    expect(() => add(3 as never)).toThrow("add.options is 3");
    expect(() => add({ colour: "red" } as never)).toThrow('add.colour is "red"; wanted: nothing: "add" has by');
  });

  it("works with the numbers that JSON keeps", async () => {
    const negativeZero = createTransform(
      { name: "zero", kind: "intensity", options: {}, sample: () => ({ by: -0 }), apply: (volume) => volume },
      {},
    );
    expect(await negativeZero.sample(createRng(1), scene.image)).toStrictEqual({ by: 0 });
  });

  it("refuses scenes that do not fit together, or hold no float32", async () => {
    const labels = { ...madeScene({ shape: [4, 4, 3] }).labels };
    await expect(add().applyToScene({ ...scene, labels }, { by: 1 })).rejects.toThrow(/^add: one image has 4×4×2/);
    const whole = { ...scene.image, data: new Int16Array(32) };
    await expect(add().apply(whole as never, { by: 1 })).rejects.toThrow("the image holds Int16Array");
    const shares = { ...scene.labels, data: Float32Array.from(scene.labels.data, () => 1.5) };
    await expect(add().applyToScene({ ...scene, labels: shares }, { by: 1 })).rejects.toThrow("labels is 1.5");
    const nowhere = { ...scene, points: [[0, Number.NaN, 0] as const] };
    await expect(add().applyToScene(nowhere, { by: 1 })).rejects.toThrow("point 0 is 0,NaN,0");
    const reversed = { ...scene, boxes: [{ fromMm: [1, 0, 0], toMm: [0, 1, 1] } as const] };
    await expect(add().applyToScene(reversed, { by: 1 })).rejects.toThrow("box 0 goes from 1,0,0 to 0,1,1");
    const empty = { ...scene.image, shape: [0, 0, 0] as const, data: new Float32Array() };
    await expect(add().apply(empty, { by: 1 })).rejects.toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
  });
});
