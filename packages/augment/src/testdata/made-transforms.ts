import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";

interface AddOptions {
  readonly by?: RandomNumber;
}

interface AddParameters {
  readonly by: number;
}

const ADD: IntensityDefinition<AddOptions, AddParameters> = {
  name: "add",
  kind: "intensity",
  options: { by: randomNumberOption([0, 1]) },
  sample: (rng, { by }) => ({ by: drawNumber(rng.at("by"), by ?? 0) }),
  apply: (volume, { by }) => ({ ...volume, data: volume.data.map((value) => value + by) }),
};

/** The simplest transform of values, under any name: adds a number. */
export function add(options: AddOptions = {}, name = "add"): Transform<AddParameters> {
  return createTransform(name === "add" ? ADD : { ...ADD, name }, options);
}
