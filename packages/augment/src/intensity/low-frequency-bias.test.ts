import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { lowFrequencyBias } from "./low-frequency-bias.js";

standardTests("lowFrequencyBias", {
  transform: lowFrequencyBias,
  options: {},
  identity: { standardDeviation: 0, spacingMm: 40, seed: 1 },
  moves: false,
  refused: { spacingMm: 0 },
});

describe("lowFrequencyBias", () => {
  it("is smooth: neighbours differ by less than the control points do over their distance", async () => {
    const { image } = madeScene({ shape: [40, 40, 20] });
    const flat = { ...image, data: new Float32Array(image.data.length).fill(1) };
    const { data } = await lowFrequencyBias().apply(flat, { standardDeviation: 0.5, spacingMm: 20, seed: 4 });
    const logs = data.map(Math.log);
    const steps = logs.map((value, v) => (v % 40 === 0 ? 0 : Math.abs(value - (logs[v - 1] as number))));
    expect(Math.max(...steps)).toBeLessThan(0.2);
    expect(Math.max(...logs) - Math.min(...logs)).toBeGreaterThan(0.5);
  });
});
