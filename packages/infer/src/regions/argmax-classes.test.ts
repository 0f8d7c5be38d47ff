import { describe, expect, it } from "vitest";
import { argmaxClasses } from "./argmax-classes.js";

describe("argmaxClasses", () => {
  it("gives the greatest channel, of equal ones the first", () => {
    const channels = [
      [1, 0, -3, 5],
      [2, 0, -2, 4],
      [0, 1, -2, 5],
    ];
    expect([...argmaxClasses(Float32Array.from(channels.flat()), 4)]).toEqual([1, 2, 1, 0]);
  });

  it("leaves the values alone", () => {
    const values = Float32Array.of(0, 1, 2, 3);
    argmaxClasses(values, 2);
    expect([...values]).toEqual([0, 1, 2, 3]);
  });
});
