import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { flip } from "../spatial/flip.js";
import { comparable } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { standardTests } from "../testdata/standard-tests.js";
import { compose } from "./compose.js";
import { oneOf } from "./one-of.js";
import { withProbability } from "./with-probability.js";

const scene = madeScene();
const rng = createRng(3, "compose");

describe("compose", () => {
  it("makes its transforms in order and spells them out in the history", async () => {
    const both = compose([add({ by: 1 }), compose([flip({ probability: 1 })])]);
    const { scene: after, history } = await augment(scene, both, rng);
    expect(history).toStrictEqual({
      schemaVersion: 1,
      steps: [
        { name: "add", parameters: { by: 1 } },
        { name: "flip", parameters: { axes: [0] } },
      ],
    });
    expect(after.image.data[0]).toBe(Math.fround((scene.image.data[scene.image.shape[0] - 1] ?? 0) + 1));
  });

  it("draws the same for a transform whatever comes after it", async () => {
    const short = await augment(scene, compose([add(), oneOf([flip(), add()])]), rng);
    const long = await augment(scene, compose([add(), oneOf([flip(), add()]), add(), flip()]), rng);
    expect(long.history.steps.slice(0, 2)).toStrictEqual(short.history.steps);
  });

  it("gives two transforms of one kind different draws", async () => {
    const { history } = await augment(scene, compose([add(), add()]), rng);
    expect(history.steps[0]).not.toStrictEqual(history.steps[1]);
  });

  it("refuses an empty list, and two different transforms of one name", () => {
    expect(() => compose([])).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => compose([add({}, "twice"), withProbability(add({}, "twice"), 1)])).toThrow(/called "twice"/);
  });

  it("says which entry is no transform", () => {
    expect(() => compose([add(), undefined] as never)).toThrow(/number 1 of the list is none: undefined/);
    expect(() => compose([add] as never)).toThrow(/number 0 of the list is none: call add\(\)/);
    expect(() => compose(add() as never)).toThrow(/is no list; write \[transform\]/);
    expect(() => oneOf(undefined as never)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => withProbability(add as never, 0.5)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("stops when asked", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(augment(scene, compose([add(), flip()]), rng, { signal })).rejects.toThrow("enough");
  });
});

// Compositions have no options, and so nothing to refuse by name.
describe("a composition is a transform", () => {
  const made = compose([
    withProbability(flip({ axes: [0, 1], probability: 0.9 }), 0.9),
    compose([flip({ axes: [2] })]),
  ]);

  it("has sample, apply and applyToScene that agree with augment", async () => {
    const parameters = await made.sample(createRng(9), scene.image, scene);
    const { scene: after, history } = await augment(scene, made, createRng(9));
    expect(JSON.parse(JSON.stringify(parameters))).toStrictEqual({ steps: history.steps });
    expect(comparable(await made.applyToScene(scene, parameters))).toStrictEqual(comparable(after));
    const image = await made.apply(scene.image, parameters);
    expect(comparable({ image })).toStrictEqual(comparable({ image: after.image }));
  });
});

standardTests("add", {
  transform: add,
  options: {},
  identity: { by: 0 },
  moves: false,
  refused: { by: [1, 0] },
});
