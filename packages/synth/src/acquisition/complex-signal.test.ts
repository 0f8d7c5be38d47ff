import { affineFromSpacing, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import { complexSignal } from "./complex-signal.js";

const shape: Shape = [3, 1, 1];
const affine = affineFromSpacing([0.5, 0.5, 0.5]);
const maps = {
  shape,
  affine,
  amplitude: Float32Array.of(0.4, 0.2, 0),
  r2StarPerS: Float32Array.of(0, 25, 25),
  susceptibilityPpm: new Float32Array(3),
};
const field = (...data: number[]) => ({ shape, affine, data: Float32Array.from(data) });
const echo = { echoTimeMs: 20, fieldStrengthT: 3 };

describe("complexSignal", () => {
  it("decays by R2* times the echo time", () => {
    const { real, imaginary } = complexSignal(maps, field(0, 0, 0), echo);
    expect(real[0]).toBeCloseTo(0.4, 6);
    expect(real[1]).toBeCloseTo(0.2 * Math.exp(-0.5), 6);
    expect([real[2], imaginary[0], imaginary[1]]).toEqual([0, 0, 0]);
  });

  it("turns upwards where the field is higher, by the phase per ppm", () => {
    const { real, imaginary } = complexSignal(maps, field(0.05, -0.05, 1), echo);
    expect(Math.atan2(imaginary[0] as number, real[0] as number)).toBeCloseTo(0.05 * phasePerPpm(echo), 5);
    expect(Math.atan2(imaginary[1] as number, real[1] as number)).toBeCloseTo(-0.05 * phasePerPpm(echo), 5);
  });

  it("depends on the product of field and echo time where nothing decays", () => {
    const undecayed = { ...maps, r2StarPerS: new Float32Array(3) };
    const high = complexSignal(undecayed, field(0.3, -0.2, 0.1), echo);
    const low = complexSignal(undecayed, field(0.3, -0.2, 0.1), { echoTimeMs: 40, fieldStrengthT: 1.5 });
    expect(low.imaginary).toEqual(high.imaginary);
  });

  it("refuses a field on another grid", () => {
    const other = { ...field(0, 0, 0), affine: affineFromSpacing([1, 1, 1]) };
    expect(() => complexSignal(maps, other, echo)).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
  });
});
