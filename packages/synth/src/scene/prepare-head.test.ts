import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { headField } from "../field/head-field.js";
import { headFieldAlong, headFields, prepareHead } from "./prepare-head.js";

describe("prepareHead", () => {
  it("gives a head fields for six directions and as many sets of veins as asked for, by the seed alone", async () => {
    const anatomy = await generateAnatomy(1, { spacingMm: 3.5 });
    const head = await prepareHead({ seed: 4, anatomy, fieldSpacingMm: 8 });
    expect(head.anatomy).toBe(anatomy);
    expect(head.headFieldsPpm.length).toBe(6);
    expect(head.veinSets.length).toBe(1);
    expect(head.veinSets[0]?.radiiMm.length).toBeGreaterThan(1000);
  }, 30_000);

  it("sums the field of any direction of B0 from six", async () => {
    const anatomy = await generateAnatomy(1, { spacingMm: 4 });
    const fields = await headFields(anatomy, { spacingMm: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true })))
          .filter((b) => Math.hypot(...b) > 0.1),
        async (direction) => {
          const length = Math.hypot(...direction);
          const b0Direction = direction.map((value) => value / length) as [number, number, number];
          const direct = await headField(anatomy, { b0Direction, spacingMm: 8 });
          const summed = headFieldAlong(fields, b0Direction);
          const largest = direct.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const off = summed.data.reduce(
            (most, value, v) => Math.max(most, Math.abs(value - (direct.data[v] ?? 0))),
            0,
          );
          expect(off / largest).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 1 },
    );
  }, 30_000);
});
