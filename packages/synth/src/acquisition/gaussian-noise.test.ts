import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../testdata/fingerprint.js";
import { fillGaussian } from "./gaussian-noise.js";

describe("fillGaussian", () => {
  const draws = new Float32Array(200_001);
  fillGaussian(createRng(3, "test"), draws);
  const moment = (power: number): number => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;

  it("has the moments of a standard normal distribution", () => {
    // Standard errors over 200,001 draws: 0.0022, 0.0032, 0.0087 and 0.022.
    expect(Math.abs(moment(1))).toBeLessThan(0.009);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.013);
    expect(Math.abs(moment(3))).toBeLessThan(0.035);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.09);
  });

  it("fills an odd length to its end", () => {
    expect(draws.at(-1)).not.toBe(0);
  });

  it("has no correlation between neighbours", () => {
    let sum = 0;
    for (let n = 1; n < draws.length; n++) sum += (draws[n] ?? 0) * (draws[n - 1] ?? 0);
    expect(Math.abs(sum / draws.length)).toBeLessThan(0.009);
  });

  it("depends on the stream alone", () => {
    const again = new Float32Array(200_001);
    fillGaussian(createRng(3, "test"), again);
    expect(fingerprint(again)).toBe(fingerprint(draws));
  });
});
