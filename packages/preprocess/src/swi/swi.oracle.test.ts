import { readFileSync } from "node:fs";
import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { combineEchoPhases } from "./combine-echo-phases.js";
import { combineEchoes } from "./combine-echoes.js";
import { createSwi } from "./create-swi.js";
import { gaussianHighPass } from "./gaussian-high-pass.js";
import { homodynePhase } from "./homodyne-phase.js";
import { phaseMask } from "./phase-mask.js";
import { unwrapPhase } from "./unwrap-phase.js";
import { wrapPhase } from "./wrap-phase.js";

type Values = readonly number[];
interface Fixture {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly phase: Values;
  readonly magnitude: Values;
  readonly inside: Values;
  readonly unwrapped: Values;
  readonly sine: Values;
  readonly homodyne: { readonly hamming: Values; readonly hann: Values };
  readonly gaussian: Values;
  readonly masks: { readonly [Kind in "positive" | "negative" | "triangular" | "tanh-positive"]: Values };
  readonly swi: Values;
  readonly echoTimesMs: Values;
  readonly echoes: readonly Values[];
  readonly fields: readonly Values[];
  readonly combined: { readonly [Weighting in "snr" | "echo-time" | "t2star" | "phase"]: Values };
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../../fixtures/swi/swi.json", import.meta.url), "utf8"),
);
const affine = affineFromSpacing(fixture.spacingMm);
const volumeOf = (values: Values): Volume => ({ data: Float32Array.from(values), shape: fixture.shape, affine });
const phase = volumeOf(fixture.phase);
const magnitude = volumeOf(fixture.magnitude);

function largestDifference(actual: ArrayLike<number>, expected: Values): number {
  return expected.reduce((most, value, v) => Math.max(most, Math.abs(value - (actual[v] ?? Number.NaN))), 0);
}

/** float32 in between and 6 decimals in the file, on values up to 10. */
const TOLERANCE = 5e-5;

describe("unwrapPhase beside SciPy's cosine transform", () => {
  it("solves the same equation to 5e-5 rad, by wrapped differences and by their sine", async () => {
    expect(largestDifference((await unwrapPhase(phase)).data, fixture.unwrapped)).toBeLessThan(TOLERANCE);
    const sine = await unwrapPhase(phase, { gradient: "sine" });
    expect(largestDifference(sine.data, fixture.sine)).toBeLessThan(TOLERANCE);
  });
});

describe("homodynePhase beside numpy.fft", () => {
  it.each([
    ["hamming", 0.25],
    ["hann", 0.4],
  ] as const)("gives the same angle to 5e-5 rad, %s window over %d of k-space", async (window, fraction) => {
    const { data } = await homodynePhase(magnitude, phase, { window, fraction });
    // Beside ±π both signs are right.
    const differences = fixture.homodyne[window].map((value, v) => wrapPhase(value - (data[v] as number)));
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(TOLERANCE);
  });
});

describe("gaussianHighPass beside scipy.ndimage.gaussian_filter", () => {
  it("agrees to 5e-5 rad under a mask, 4 voxels in the plane", () => {
    const mask = { data: Uint8Array.from(fixture.inside), shape: fixture.shape, affine };
    const { data } = gaussianHighPass(volumeOf(fixture.unwrapped), { mask });
    expect(largestDifference(data, fixture.gaussian)).toBeLessThan(TOLERANCE);
  });
});

describe("phaseMask and createSwi beside NumPy", () => {
  it.each(["positive", "negative", "triangular", "tanh-positive"] as const)("agree to 5e-5: %s mask", (kind) => {
    const { data } = phaseMask(volumeOf(fixture.homodyne.hamming), { kind });
    expect(largestDifference(data, fixture.masks[kind])).toBeLessThan(TOLERANCE);
  });

  it("give the same SWI to 2e-3 of 100", async () => {
    const { volume } = await createSwi(magnitude, phase, { phaseScale: "radians", mask: { kind: "positive" } });
    expect(largestDifference(volume.data, fixture.swi)).toBeLessThan(2e-3);
  });
});

describe("combineEchoes and combineEchoPhases beside NumPy", () => {
  const echoes = fixture.echoes.map(volumeOf);
  const { echoTimesMs } = fixture;

  it.each(["snr", "echo-time", "t2star"] as const)("agree to 5e-5 of 100: %s", (weighting) => {
    const { data } = combineEchoes(echoes, weighting === "snr" ? { weighting } : { weighting, echoTimesMs });
    expect(largestDifference(data, fixture.combined[weighting])).toBeLessThan(TOLERANCE);
  });

  it("agree to 5e-5 rad: phase at the longest echo time", () => {
    const { data } = combineEchoPhases(fixture.fields.map(volumeOf), echoes, { echoTimesMs });
    expect(largestDifference(data, fixture.combined.phase)).toBeLessThan(TOLERANCE);
  });
});
