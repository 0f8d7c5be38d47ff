import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { logUniform } from "./log-uniform.js";

describe("logUniform", () => {
  it("puts as many draws below the geometric mean as above it, and none beyond the ends", () => {
    const rng = createRng(7);
    const draws = Array.from({ length: 4000 }, () => logUniform(rng, 0.1, 10));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...draws)).toBeLessThanOrEqual(10);
    expect(draws.filter((value) => value < 1).length / draws.length).toBeCloseTo(0.5, 1);
    expect(draws.filter((value) => value < 0.316).length / draws.length).toBeCloseTo(0.25, 1);
  });

  it("takes one number of the stream", () => {
    const [one, other] = [createRng(7), createRng(7)];
    logUniform(one, 1, 2);
    other.uniform();
    expect(one.uint32()).toBe(other.uint32());
  });
});
