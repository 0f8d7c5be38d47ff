import { affineFromSpacing, type Volume } from "@cmb/core";
import { phaseMask } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { type PhaseMaskStrengthParameters, phaseMaskStrength } from "./phase-mask-strength.js";

standardTests("phaseMaskStrength", {
  transform: phaseMaskStrength,
  options: { exponent: [5, 6] },
  identity: { exponent: 4, measuredExponent: 4, source: "image", backgroundMm: 6 },
  moves: false,
  refused: { source: "magnitude" },
});

const EIGHT: PhaseMaskStrengthParameters = { exponent: 8, measuredExponent: 4, source: "phase", backgroundMm: 6 };

/** Magnitude 100 with a phase that rises along i, and its susceptibility-weighted image with a mask of power 4. */
function weighted(): { readonly image: Volume; readonly phase: Volume; readonly withPower: (n: number) => Volume } {
  const grid = { shape: [20, 20, 20], affine: affineFromSpacing([1, 1, 1]) } as const;
  const phase = { ...grid, data: new Float32Array(8000) };
  for (let v = 0; v < 8000; v++) {
    const r = Math.hypot((v % 20) - 10, (Math.floor(v / 20) % 20) - 10, Math.floor(v / 400) - 10);
    phase.data[v] = r < 2.5 ? 1.5 : -0.2;
  }
  const withPower = (exponent: number): Volume => {
    const mask = phaseMask(phase, { kind: "positive", exponent });
    return { ...mask, data: mask.data.map((value) => 100 * value) };
  };
  return { image: withPower(4), phase, withPower };
}

const furthest = (a: Volume, b: Volume): number =>
  a.data.reduce((most, value, v) => Math.max(most, Math.abs(value - (b.data[v] as number))), 0);

describe("phaseMaskStrength", () => {
  it("gives with the phase what another exponent would have given", async () => {
    const { image, phase, withPower } = weighted();
    const scene = { image, channels: [phase] };
    const stronger = await phaseMaskStrength().applyToScene(scene, EIGHT);
    expect(furthest(stronger.image, withPower(8))).toBeLessThan(1e-4);
    const weaker = await phaseMaskStrength().applyToScene(scene, { ...EIGHT, exponent: 2 });
    expect(furthest(weaker.image, withPower(2))).toBeLessThan(1e-4);
  });

  it("comes near to it from the image alone, where the magnitude is flat", async () => {
    const { image, withPower } = weighted();
    const alone = await phaseMaskStrength().apply(image, { ...EIGHT, source: "image" });
    // The window's background is that of its unmasked voxels.
    expect(furthest(alone, withPower(8))).toBeLessThan(0.5);
  });

  it("leaves what is brighter than its surroundings", async () => {
    const { image } = madeScene();
    const { data } = await phaseMaskStrength().apply(image, { ...EIGHT, source: "image" });
    expect(data.every((value, v) => value <= (image.data[v] as number) + 1e-4)).toBe(true);
    expect(data.filter((value, v) => value === image.data[v]).length).toBeGreaterThan(data.length / 10);
  });

  it("leaves an image of one value alone, and refuses a phase that is not there", async () => {
    const { image } = madeScene();
    const flat = { ...image, data: new Float32Array(image.data.length).fill(3) };
    const { data } = await phaseMaskStrength().apply(flat, { ...EIGHT, source: "image" });
    expect(bytesOf(data)).toBe(bytesOf(flat.data));
    await expect(phaseMaskStrength().apply(image, EIGHT)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});
