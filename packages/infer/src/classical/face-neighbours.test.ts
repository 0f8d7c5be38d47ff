import { describe, expect, it } from "vitest";
import { faceNeighboursInto } from "./face-neighbours.js";

function neighboursOf(v: number, shape: readonly [number, number, number]): readonly number[] {
  const out = new Int32Array(6);
  return [...out.subarray(0, faceNeighboursInto(v, shape, out))];
}

describe("faceNeighboursInto", () => {
  it("gives six inside of the grid", () => {
    expect(neighboursOf(13, [3, 3, 3])).toEqual([12, 14, 10, 16, 4, 22]);
  });

  it("leaves out what lies beyond each face of the grid", () => {
    expect(neighboursOf(0, [3, 3, 3])).toEqual([1, 3, 9]);
    expect(neighboursOf(26, [3, 3, 3])).toEqual([25, 23, 17]);
    expect(neighboursOf(4, [3, 3, 1])).toEqual([3, 5, 1, 7]);
  });
});
