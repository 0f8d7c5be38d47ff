import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { misalignChannels } from "./misalign-channels.js";

const scene = madeScene();

describe("misalignChannels", () => {
  it("moves the channels and nothing else", async () => {
    const transform = misalignChannels({ degrees: 0, translationMm: [0.9, 0, 0], outside: "edge" });
    const after = await transform.applyToScene(scene, await transform.sample(createRng(1), scene.image, scene));
    expect({ ...after, channels: scene.channels }).toStrictEqual(scene);
    // One voxel of 0.9 mm to the right.
    expect(after.channels?.[0]?.data[25]).toBeCloseTo(scene.channels[0]?.data[24] ?? 0, 4);
  });

  it("draws each channel for itself, by JSON that does the same again", async () => {
    const two = { ...scene, channels: [scene.channels[0] ?? scene.image, scene.image] };
    const parameters = await misalignChannels().sample(createRng(1), two.image, two);
    expect(parameters.shifts[0]).not.toStrictEqual(parameters.shifts[1]);
    const once = await misalignChannels().applyToScene(two, parameters);
    const again = await misalignChannels().applyToScene(two, JSON.parse(JSON.stringify(parameters)));
    expect(again.channels?.[1]?.data).toStrictEqual(once.channels?.[1]?.data);
  });

  it("does nothing to a scene without channels", async () => {
    const bare = { image: scene.image };
    const parameters = await misalignChannels().sample(createRng(1), bare.image, bare);
    expect(await misalignChannels().applyToScene(bare, parameters)).toStrictEqual(bare);
  });
});
