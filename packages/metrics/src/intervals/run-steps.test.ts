import { describe, expect, it } from "vitest";
import { drawGroup } from "./bootstrap-group.js";
import { runSteps, runStepsAsync, type Steps } from "./run-steps.js";

function* endless(): Steps<never> {
  for (;;) yield;
}

describe("runStepsAsync", () => {
  it("stops between steps of work that never ends", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 1);
    await expect(runStepsAsync(endless(), { signal: controller.signal })).rejects.toBe(reason);
  });
  it("does not begin where it was stopped before", async () => {
    const steps = endless();
    await expect(runStepsAsync(steps, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
  });
});

it("drawGroup takes a step for each resample and each unit left out, and ends with the draws", () => {
  const group = {
    names: ["count"],
    measureInto: (weights: ArrayLike<number>, out: Float64Array, offset: number): void => {
      out[offset] = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
    },
  };
  const units = { unitOf: Int32Array.of(0, 1, 2), count: 3 };
  const options = { resamples: 7, method: "bca" } as const;
  expect([...drawGroup(group, units, options)]).toHaveLength(7 + 3);
  expect(runSteps(drawGroup(group, units, options)).draws[0]).toEqual(new Float64Array(7).fill(3));
});
