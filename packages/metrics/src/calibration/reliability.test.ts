import { describe, expect, it } from "vitest";
import { reliability } from "./reliability.js";

const scored = { probabilities: [0, 0.1, 0.1, 0.9, 1], outcomes: [false, false, true, true, true] };

describe("reliability", () => {
  it("closes bins at their upper edge and puts 0 into the first", () => {
    const [first, ...rest] = reliability(scored);
    expect(first).toMatchObject({ lower: 0, upper: 0.1, count: 3, observedFrequency: 1 / 3 });
    expect(first?.meanProbability).toBeCloseTo(0.2 / 3, 12);
    expect(rest.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(rest[0]?.meanProbability).toBeNaN();
  });

  it("closes bins at their upper edge also where probability times bins rounds up", () => {
    for (let bins = 1; bins <= 100; bins++) {
      for (let edge = 1; edge <= bins; edge++) {
        const counts = reliability({ probabilities: [edge / bins], outcomes: [true] }, { bins }).map(
          ({ count }) => count,
        );
        expect(counts.indexOf(1)).toBe(edge - 1);
      }
    }
    const hundred = reliability({ probabilities: [0.07], outcomes: [true] }, { bins: 100 });
    expect(hundred.findIndex(({ count }) => count === 1)).toBe(6);
  });

  it("refuses lists of unequal length, a score above 1 and no bins", () => {
    expect(() => reliability({ probabilities: [0.5], outcomes: [] })).toThrow("1 probabilities and 0 outcomes");
    expect(() => reliability({ probabilities: [1.5], outcomes: [true] })).toThrow("needs calibration");
    expect(() => reliability(scored, { bins: 0 })).toThrow("bins is 0");
  });
});
