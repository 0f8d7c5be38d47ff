import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import type { NiftiScalarType } from "./data-types.js";
import { encodeVoxels, integerRange } from "./encode-voxels.js";
import { resolveScaling } from "./resolve-scaling.js";

const int16 = { dataType: "int16", version: 1 } as const;

describe("resolveScaling", () => {
  test("is null unless asked for", () => expect(resolveScaling(Int8Array.of(1), int16, undefined)).toBeNull());

  test("is what the header can hold", () => {
    const wanted = { slope: 0.1, intercept: 0.2 };
    const float32 = { slope: Math.fround(0.1), intercept: Math.fround(0.2) };
    expect(resolveScaling(Int8Array.of(1), int16, wanted)).toEqual(float32);
    expect(resolveScaling(Int8Array.of(1), { ...int16, version: 2 }, wanted)).toEqual(wanted);
  });

  test.each([
    [0, 0],
    [Number.NaN, 0],
    [1, Number.POSITIVE_INFINITY],
    [1e-50, 0],
    [1e39, 0],
  ])("does not take slope %d and intercept %d", async (slope, intercept) => {
    expect(await codeOf(() => resolveScaling(Int8Array.of(1), int16, { slope, intercept }))).toBe("OUT_OF_RANGE");
  });

  test("fits a flat volume with its value as intercept", () => {
    expect(resolveScaling(Float32Array.of(7, 7), int16, "fit")).toEqual({ slope: 1, intercept: 7 });
  });

  test("does not fit what is flatter than a slope can say", async () => {
    expect(await codeOf(() => resolveScaling(Float64Array.of(0, 1e-38), int16, "fit"))).toBe("OUT_OF_RANGE");
    expect(resolveScaling(Float64Array.of(0, 1e-38), { ...int16, version: 2 }, "fit")?.slope).toBeGreaterThan(0);
  });

  test("does not fit floats", async () => {
    expect(await codeOf(() => resolveScaling(Int8Array.of(1), { dataType: "float32", version: 1 }, "fit"))).toBe(
      "INVALID_ARGUMENT",
    );
  });
});

describe("properties", () => {
  const types = ["uint8", "int8", "uint16", "int16", "uint32", "int32"] as const;
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  test("fitted values come back to within one step and the rounding of the header", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<NiftiScalarType>(...types),
        fc.constantFrom<1 | 2>(1, 2),
        fc.array(value, { minLength: 2, maxLength: 20 }),
        (dataType, version, values) => {
          const data = Float64Array.from(values);
          fc.pre(Math.max(...values) - Math.min(...values) > 1e-20);
          const scaling = resolveScaling(data, { dataType, version }, "fit");
          if (scaling === null) throw new Error("no scaling");
          const bytes = encodeVoxels(data, { dataType: "float64", scaling, rounding: "nearest" });
          const [minimum, maximum] = integerRange(dataType) ?? [0, 0];
          for (const stored of new Float64Array(bytes.buffer)) {
            expect(Math.round(stored)).toBeGreaterThanOrEqual(minimum);
            expect(Math.round(stored)).toBeLessThanOrEqual(maximum);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
