import { describe, expect, it } from "vitest";
import { toJsonValue } from "./to-json-value.js";

describe("toJsonValue", () => {
  it("writes an undefined quantity as null and never as 0", () => {
    expect(toJsonValue({ f1: Number.NaN, tp: 0 })).toEqual({ f1: null, tp: 0 });
  });
  it("keeps infinity as text, lists as lists and leaves out what has no value", () => {
    expect(
      toJsonValue({ a: Number.POSITIVE_INFINITY, b: Float64Array.of(1, Number.NaN), c: undefined, d: null }),
    ).toEqual({ a: "Infinity", b: [1, null], d: null });
  });
});
