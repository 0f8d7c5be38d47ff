import { affineFromSpacing, type Volume } from "@cmb/core";
import { expect, it } from "vitest";
import { correctHomogeneity } from "../intensity/correct-homogeneity.js";
import { createSwi } from "./create-swi.js";
import { wrapPhase } from "./wrap-phase.js";

const volume = (value: (i: number, j: number) => number): Volume => {
  const data = Float32Array.from({ length: 48 * 40 * 3 }, (_, v) => value(v % 48, Math.floor(v / 48) % 40));
  return { data, shape: [48, 40, 3], affine: affineFromSpacing([0.6, 0.6, 2]) };
};

it("makes SWI of a shaded image in Chromium, both ways", async () => {
  const shaded = volume((i) => 100 + i);
  const phase = volume((i) => wrapPhase(0.2 * i + (Math.abs(i - 24) < 1.5 ? 1.5 : 0)));
  const magnitude = await correctHomogeneity(shaded);
  for (const method of ["homodyne", "unwrap-gaussian"] as const) {
    const options = { phaseScale: "radians", mask: { kind: "positive" }, filter: { method } } as const;
    const { volume: swi, warnings } = await createSwi(magnitude, phase, options);
    const row = 48 * (20 + 40);
    expect((swi.data[row + 24] as number) / (swi.data[row + 12] as number)).toBeLessThan(0.6);
    expect(warnings).toEqual([]);
  }
});
