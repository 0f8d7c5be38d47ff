import { describe, expect, it } from "vitest";
import { assertComparable, compareResults } from "./compare-results.js";

const plain = { protocol: "picai", parameters: { minimum: 0.1 } };

describe("compareResults", () => {
  it("has nothing to say about results of one rule", () => {
    expect(compareResults([plain, { ...plain }])).toEqual([]);
    expect(compareResults([])).toEqual([]);
  });
  it("warns of different protocols, by name", () => {
    const [warning] = compareResults([plain, { ...plain, protocol: "panoptic" }]);
    expect(warning?.code).toBe("DIFFERENT_PROTOCOLS");
    expect(warning?.message).toContain("picai, panoptic");
  });
  it("warns of different parameters under one starred name", () => {
    const starred = { ...plain, protocol: "picai*" };
    const [warning] = compareResults([starred, { ...starred, parameters: { minimum: 0.2 } }]);
    expect(warning?.code).toBe("DIFFERENT_PARAMETERS");
  });
});

describe("assertComparable", () => {
  it("refuses what compareResults warns of", () => {
    expect(() => assertComparable([plain, plain])).not.toThrow();
    expect(() => assertComparable([plain, { ...plain, protocol: "panoptic" }])).toThrow("do not compare");
  });
});
