import { expect, it } from "vitest";
import { percentLabel } from "./percent-label.js";

it.each([
  [0.95, "95"],
  [0.9, "90"],
  [0.975, "97.5"],
  [0.999, "99.9"],
  [0.99999, "99.9"],
  [1 - Number.EPSILON, "99.9"],
])("percentLabel says of %f that it is %s per cent, and never 100", (confidence, label) => {
  expect(percentLabel(confidence)).toBe(label);
});
