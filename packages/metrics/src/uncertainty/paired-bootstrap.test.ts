import { describe, expect, it } from "vitest";
import { pairedBootstrap } from "./paired-bootstrap.js";

const mean = (cases: readonly number[]): number => cases.reduce((sum, value) => sum + value, 0) / cases.length;

describe("pairedBootstrap", () => {
  it("keeps pairs together: a constant gain has an interval without width", () => {
    const second = [1, 9, 4, 6, 2, 8];
    const result = pairedBootstrap(
      second.map((value) => value + 1),
      second,
      mean,
      { seed: 3, resamples: 999 },
    );
    expect(result.difference).toBeCloseTo(1, 12);
    expect(result.interval.lower).toBeCloseTo(1, 12);
    expect(result.interval.upper).toBeCloseTo(1, 12);
    expect(result.pValue).toBeCloseTo(2 / 1000, 12);
  });

  it("finds no difference between a system and itself", () => {
    expect(pairedBootstrap([1, 2, 3], [1, 2, 3], mean, { seed: 3 }).pValue).toBe(1);
  });

  it("turns round with the systems", () => {
    const [first, second] = [
      [3, 5, 4, 6],
      [2, 5, 5, 3],
    ];
    const forth = pairedBootstrap(first, second, mean, { seed: 3 });
    const back = pairedBootstrap(second, first, mean, { seed: 3 });
    expect(back.difference).toBe(-forth.difference);
    expect(back.pValue).toBe(forth.pValue);
  });

  it("draws whole clusters", () => {
    const [first, second] = [
      [3, 5, 4, 6],
      [2, 5, 5, 3],
    ];
    const clustered = pairedBootstrap(first, second, mean, { seed: 3, clusters: ["a", "a", "b", "b"] });
    const gathered = pairedBootstrap(
      [first.slice(0, 2), first.slice(2)],
      [second.slice(0, 2), second.slice(2)],
      (groups) => mean(groups.flat()),
      { seed: 3 },
    );
    expect(clustered).toEqual(gathered);
  });

  it("refuses systems with different numbers of cases", () => {
    expect(() => pairedBootstrap([1], [1, 2], mean, { seed: 1 })).toThrow("1 and 2 cases");
  });
});
