import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LinearPhaseMask, phaseMask } from "./phase-mask.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});
const half = Math.PI / 2;

describe("phaseMask", () => {
  it.each([
    ["positive", [1, 1, 0.5, 0]],
    ["negative", [0.5, 1, 1, 1]],
    ["triangular", [0.5, 1, 0.5, 0]],
  ] as const)("darkens by a %s mask", (kind, expected) => {
    const { data } = phaseMask(row(-half, 0, half, Math.PI), { kind, exponent: 1 });
    for (const [v, value] of expected.entries()) expect(data[v]).toBeCloseTo(value, 6);
  });

  it("raises to the fourth power unless told otherwise", () => {
    expect(phaseMask(row(half), { kind: "positive" }).data[0]).toBeCloseTo(1 / 16, 6);
    expect(phaseMask(row(half), { kind: "positive", exponent: 2 }).data[0]).toBeCloseTo(1 / 4, 6);
  });

  it("is (1 + tanh(1 − φ/m)) / 2 with m 10/4 of the median above 0, and the other way round", () => {
    const phases = [-1, 0, 0.1, 0.2, 0.9];
    const expected = phases.map((phase) => (1 + Math.tanh(1 - phase / 0.5)) / 2);
    const { data } = phaseMask(row(...phases), { kind: "tanh-positive" });
    for (const [v, value] of expected.entries()) expect(data[v]).toBeCloseTo(value, 6);
    const turned = phaseMask(row(...phases.map((phase) => -phase)), { kind: "tanh-negative" });
    expect(turned.data).toEqual(data);
    expect(phaseMask(row(...phases), { kind: "tanh-positive", strength: 8 }).data[4]).toBeLessThan(data[4] as number);
  });

  it("takes the median under a mask", () => {
    const within = { data: Uint8Array.of(0, 0, 1, 0, 0), shape: [5, 1, 1] as const, affine };
    const { data } = phaseMask(row(-1, 0, 0.1, 0.2, 0.9), { kind: "tanh-positive", within });
    expect(data[4]).toBeCloseTo((1 + Math.tanh(1 - 0.9 / 0.25)) / 2, 6);
  });

  it("is 1 where there is no phase, and counts phases beyond half a turn as half a turn", () => {
    const { data } = phaseMask(row(Number.NaN, 5, -5), { kind: "triangular" });
    expect([...data]).toEqual([1, 0, 0]);
  });

  it("refuses an exponent or strength of 0, an unknown kind, and a soft mask without phase above 0", () => {
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => phaseMask(row(1), { kind: "positive", exponent: 0 })).toThrow(outOfRange);
    expect(() => phaseMask(row(1), { kind: "tanh-positive", strength: 0 })).toThrow(outOfRange);
    const empty = expect.objectContaining({ code: "EMPTY_VOLUME" });
    expect(() => phaseMask(row(-1), { kind: "tanh-positive" })).toThrow(empty);
    const within = { data: new Uint8Array(2), shape: [2, 1, 1] as const, affine };
    const mismatch = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    expect(() => phaseMask(row(1), { kind: "tanh-positive", within })).toThrow(mismatch);
    const kind = "linear" as LinearPhaseMask["kind"];
    expect(() => phaseMask(row(1), { kind })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  describe("properties", () => {
    const phases = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 30 });
    const kinds = fc.constantFrom("positive" as const, "negative" as const, "triangular" as const);

    it("lies from 0 to 1, and a larger exponent never brightens", () => {
      fc.assert(
        fc.property(phases, kinds, fc.integer({ min: 1, max: 8 }), (values, kind, exponent) => {
          const mask = phaseMask(row(...values), { kind, exponent }).data;
          const stronger = phaseMask(row(...values), { kind, exponent: exponent + 1 }).data;
          for (const [v, value] of mask.entries()) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
            expect(stronger[v]).toBeLessThanOrEqual(value);
          }
        }),
      );
    });

    it("gives the negative mask of a phase as the positive one of its opposite; their product is the triangular one", () => {
      fc.assert(
        fc.property(phases, (values) => {
          const mask = (kind: LinearPhaseMask["kind"], sign: number): Float32Array =>
            phaseMask(row(...values.map((value) => sign * value)), { kind }).data;
          expect(mask("negative", 1)).toEqual(mask("positive", -1));
          const [positive, negative] = [mask("positive", 1), mask("negative", 1)];
          for (const [v, value] of mask("triangular", 1).entries()) {
            expect(value).toBeCloseTo((positive[v] as number) * (negative[v] as number), 6);
          }
        }),
      );
    });
  });
});
