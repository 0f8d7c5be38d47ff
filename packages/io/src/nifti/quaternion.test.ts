import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { affineOfRotation, quaternionOfRotation, type Rotation, rotationOfQuaternion } from "./quaternion.js";

const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];

describe("rotationOfQuaternion", () => {
  test("0, 0, 0 is no rotation", () => expect(rotationOfQuaternion(0, 0, 0)).toEqual(IDENTITY));

  test("1, 0, 0 is half a turn about x", () => {
    expect(rotationOfQuaternion(1, 0, 0)).toEqual([1, 0, 0, 0, -1, 0, 0, 0, -1]);
  });

  test("takes numbers whose squares exceed 1 by rounding", () => {
    const b = Math.fround(Math.sqrt(0.5)) + 1e-7;
    const rotation = rotationOfQuaternion(b, b, 0) ?? [];
    expect(rotation).toHaveLength(9);
    for (const [n, value] of [0, 1, 0, 1, 0, 0, 0, 0, -1].entries()) expect(rotation[n]).toBeCloseTo(value, 6);
  });

  test.each([
    [1, 0.1, 0],
    [Number.NaN, 0, 0],
    [0, Number.POSITIVE_INFINITY, 0],
  ])("%d, %d, %d belong to no unit quaternion", (b, c, d) => {
    expect(rotationOfQuaternion(b, c, d)).toBeUndefined();
  });
});

test("affineOfRotation scales columns and sets the origin", () => {
  const halfTurn = [1, 0, 0, 0, -1, 0, 0, 0, -1] as const;
  expect(affineOfRotation(halfTurn, [2, 3, -4], [5, 6, 7])).toEqual([2, 0, 0, 5, 0, -3, 0, 6, 0, 0, 4, 7, 0, 0, 0, 1]);
});

describe("properties", () => {
  const component = fc.double({ min: -1, max: 1, noNaN: true });
  const quaternion = fc
    .tuple(component, component, component, component)
    .map((q) => ({ q, norm: Math.hypot(...q) }))
    .filter(({ norm }) => norm > 0.01)
    .map(({ q: [a, b, c, d], norm }) => [a / norm, b / norm, c / norm, d / norm] as const);

  test("a rotation comes back from its quaternion", () => {
    fc.assert(
      fc.property(quaternion, ([, b, c, d]) => {
        const rotation = rotationOfQuaternion(b, c, d) as Rotation;
        const again = rotationOfQuaternion(...quaternionOfRotation(rotation)) as Rotation;
        for (let n = 0; n < 9; n++) expect(again[n]).toBeCloseTo(rotation[n] ?? Number.NaN, 6);
      }),
    );
  });

  test("it is orthogonal with determinant 1", () => {
    fc.assert(
      fc.property(quaternion, ([, b, c, d]) => {
        const [p, q, r, s, t, u, v, w, x] = rotationOfQuaternion(b, c, d) as Rotation;
        expect(p * (t * x - u * w) - q * (s * x - u * v) + r * (s * w - t * v)).toBeCloseTo(1, 12);
        expect(p * q + s * t + v * w).toBeCloseTo(0, 12);
      }),
    );
  });
});
