import { describe, expect, it } from "vitest";
import { majorityRowInto } from "./majority-rows.js";

describe("majorityRowInto", () => {
  it("takes the label with the greatest linear weight, of equal ones the smallest", () => {
    const source = Uint8Array.of(5, 7, 7, 3, 5, 7, 7, 3);
    const positions = {
      i: Float64Array.of(0.2, 0.8, 0.5, 2.5),
      j: new Float64Array(4),
      k: new Float64Array(4).fill(0.5),
    };
    const out = new Uint8Array(4);
    majorityRowInto({ source, shape: [4, 1, 2], positions, start: 0, from: 0, to: 4 }, out);
    expect([...out]).toStrictEqual([5, 7, 5, 3]);
  });
});
