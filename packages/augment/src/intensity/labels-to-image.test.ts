import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { replay } from "../history/replay.js";
import { bytesOf, comparable } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { labelsToImage } from "./labels-to-image.js";

describe("labelsToImage", () => {
  it("draws each label about its mean, and shows the image under labels without one", async () => {
    const scene = madeScene();
    const parameters = { labels: [1, 3], means: [5, 9], standardDeviations: [0, 0], seed: 1 };
    const { image } = await labelsToImage().applyToScene(scene, parameters);
    const wanted = scene.image.data.map((value, v) => {
      const label = scene.labels.data[v];
      return label === 1 ? 5 : label === 3 ? 9 : value;
    });
    expect(bytesOf(image.data)).toBe(bytesOf(wanted));
  });

  it("has a mean and a deviation for every label, with or without the background", async () => {
    const scene = madeScene();
    const drawn = await labelsToImage({ background: "image" }).sample(createRng(1), scene.image, scene);
    expect(drawn.labels).toStrictEqual([1, 2, 3]);
    expect((await labelsToImage().sample(createRng(1), scene.image, scene)).labels).toStrictEqual([0, 1, 2, 3]);
    expect(drawn.means.every((mean) => mean >= 0.1 && mean <= 0.9)).toBe(true);
  });

  it("gives equal bytes when its history is replayed", async () => {
    const scene = madeScene();
    const { scene: after, history } = await augment(scene, labelsToImage(), createRng(4));
    expect(comparable(await replay(scene, JSON.parse(JSON.stringify(history))))).toStrictEqual(comparable(after));
    expect(comparable({ ...after, image: scene.image })).toStrictEqual(comparable(scene));
  });

  it("refuses a scene without labels", async () => {
    const { image } = madeScene();
    await expect(labelsToImage().sample(createRng(1), image)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});
