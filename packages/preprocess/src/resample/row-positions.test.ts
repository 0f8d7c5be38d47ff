import { describe, expect, it } from "vitest";
import { newRowPositions } from "./row-positions.js";

describe("newRowPositions", () => {
  it("has room for a row along each axis, each with memory of its own", () => {
    const { i, j, k } = newRowPositions(4);
    expect([i.length, j.length, k.length]).toStrictEqual([4, 4, 4]);
    expect(new Set([i.buffer, j.buffer, k.buffer]).size).toBe(3);
  });
});
