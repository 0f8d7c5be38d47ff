import { describe, expect, it } from "vitest";
import { assertNumber, assertPair } from "./assert-number.js";

const error = (code: string, name: string): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining({ name }) });

describe("assertNumber", () => {
  it("takes numbers from the least to the greatest", () => {
    for (const value of [0, 0.5, 1]) expect(() => assertNumber("draw: share", value, [0, 1])).not.toThrow();
  });

  it.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (value) => {
    expect(() => assertNumber("draw: share", value, [0, 1])).toThrow(error("OUT_OF_RANGE", "share"));
  });

  it.each([["1"], [null], [undefined]])("refuses what is no number: %j", (value) => {
    expect(() => assertNumber("draw: share", value, [0, 1])).toThrow(error("INVALID_ARGUMENT", "share"));
  });
});

describe("assertPair", () => {
  it("takes two numbers in their order, and two that are equal", () => {
    for (const value of [
      [0, 1],
      [1, 1],
    ])
      expect(() => assertPair("draw: range", value, [0, 1])).not.toThrow();
  });

  it.each([
    [[1, 0.5], "INVALID_ARGUMENT"],
    [[0.5], "INVALID_ARGUMENT"],
    [0.5, "INVALID_ARGUMENT"],
    [[0, Number.POSITIVE_INFINITY], "OUT_OF_RANGE"],
    [[Number.NaN, 1], "OUT_OF_RANGE"],
  ] as const)("refuses %j", (value, code) => {
    expect(() => assertPair("draw: range", value, [0, 1])).toThrow(error(code, "range"));
  });
});
