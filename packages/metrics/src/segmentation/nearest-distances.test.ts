import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestDistances } from "./nearest-distances.js";

describe("nearestDistances", () => {
  it("finds the nearest of several points, and 0 where they coincide", () => {
    const to = Float64Array.of(0, 0, 0, 10, 0, 0);
    expect([...nearestDistances(Float64Array.of(7, 4, 0, 10, 0, 0), to)]).toEqual([5, 0]);
  });
  it("gives Infinity where there is no point to find", () => {
    expect([...nearestDistances(Float64Array.of(1, 2, 3), new Float64Array())]).toEqual([Number.POSITIVE_INFINITY]);
  });
  it("leaves both lists as they are", () => {
    const to = Float64Array.from({ length: 90 }, (_, n) => (7 * n) % 11);
    const before = [...to];
    nearestDistances(to, to);
    expect([...to]).toEqual(before);
  });
});

describe("properties", () => {
  // Few values for each axis, so that many points are level with one another, and lists beyond one leaf of the tree.
  const points = fc
    .array(fc.tuple(fc.nat(6), fc.nat(4), fc.nat(3)), { minLength: 1, maxLength: 120 })
    .map((list) => Float64Array.from(list.flatMap(([i, j, k]) => [0.9 * i, 1.1 * j, 2.5 * k])));

  it("agrees with looking at every pair, to the last bit", () => {
    fc.assert(
      fc.property(points, points, (from, to) => {
        const expected = Array.from({ length: from.length / 3 }, (_, n) => {
          const squares = Array.from({ length: to.length / 3 }, (_point, m) => {
            const [dx, dy, dz] = [0, 1, 2].map((axis) => (from[3 * n + axis] ?? 0) - (to[3 * m + axis] ?? 0));
            return (dx ?? 0) * (dx ?? 0) + (dy ?? 0) * (dy ?? 0) + (dz ?? 0) * (dz ?? 0);
          });
          return Math.sqrt(Math.min(...squares));
        });
        expect([...nearestDistances(from, to)]).toEqual(expected);
      }),
    );
  });
});
