import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { flip } from "../spatial/flip.js";
import { comparable } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { replay } from "./replay.js";

const scene = madeScene();

describe("replay", () => {
  it("does the same to another scene", async () => {
    const other = madeScene({ seed: 2 });
    const { history } = await augment(scene, flip({ axes: [1], probability: 1 }), createRng(1));
    const flipped = await flip().applyToScene(other, { axes: [1] });
    expect(comparable(await replay(other, history))).toStrictEqual(comparable(flipped));
  });

  it("knows transforms of others only when it is given them", async () => {
    const mine = compose([add(), flip()]);
    const { scene: after, history } = await augment(scene, mine, createRng(2));
    await expect(replay(scene, history)).rejects.toThrow(/no transform is called "add"/);
    const again = await replay(scene, history, { transforms: mine.definitions });
    expect(comparable(again)).toStrictEqual(comparable(after));
  });
});
