import { type Affine, type Axis, affineFromSpacing, type Shape, type VoxelIndex, voxelToWorld } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatherExactly } from "./gather-exactly.js";

const affine = affineFromSpacing([1, 1, 1]);
const length = fc.integer({ min: 1, max: 5 });
const shapes = fc.tuple(length, length, length);
const orders = fc.constantFrom<readonly [Axis, Axis, Axis]>(
  [0, 1, 2],
  [1, 0, 2],
  [2, 1, 0],
  [1, 2, 0],
  [2, 0, 1],
  [0, 2, 1],
);

/** Result axis n runs along input axis order[n], backwards where flip says so, from `first`. */
function matrixOf(order: readonly Axis[], flip: readonly boolean[], first: VoxelIndex): Affine {
  const m = [0, 0, 0, first[0], 0, 0, 0, first[1], 0, 0, 0, first[2], 0, 0, 0, 1];
  for (const [n, axis] of order.entries()) m[4 * axis + n] = flip[n] === true ? -1 : 1;
  return m as unknown as Affine;
}

describe("properties", () => {
  it("copies each voxel from where the matrix says, and fills or repeats the edge beyond", () => {
    const flips = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
    const place = fc.integer({ min: -4, max: 8 });
    fc.assert(
      fc.property(
        fc.record({ source: shapes, shape: shapes, order: orders, flip: flips, first: fc.tuple(place, place, place) }),
        fc.constantFrom<"edge" | "minimum" | -7>("edge", "minimum", -7),
        ({ source, shape, order, flip, first }, outside) => {
          const data = Float32Array.from({ length: source[0] * source[1] * source[2] }, (_, v) => v + 1);
          const toVoxel = matrixOf(order, flip, first);
          const made = gatherExactly({ data, shape: source, affine }, { grid: { shape, affine }, toVoxel, outside });
          const wanted = expected(data, source, { shape, toVoxel, outside });
          expect([...made.data]).toStrictEqual(wanted);
          expect(made.data.buffer).not.toBe(data.buffer);
        },
      ),
    );
  });
});

interface Wanted {
  readonly shape: Shape;
  readonly toVoxel: Affine;
  readonly outside: "edge" | "minimum" | number;
}

function expected(data: Float32Array, source: Shape, { shape, toVoxel, outside }: Wanted): readonly number[] {
  return Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => {
    const place = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))] as const;
    const at = voxelToWorld(toVoxel, place);
    const held = at.map((one, axis) => Math.min((source[axis] ?? 1) - 1, Math.max(0, one)));
    const isOut = held.some((one, axis) => one !== at[axis]);
    if (isOut && outside !== "edge") return outside === "minimum" ? 1 : outside;
    return data[(held[0] ?? 0) + source[0] * ((held[1] ?? 0) + source[1] * (held[2] ?? 0))] ?? 0;
  });
}

describe("gatherExactly", () => {
  it("refuses a matrix that leads between voxels", () => {
    const volume = { data: new Float32Array(8), shape: [2, 2, 2] as const, affine };
    const toVoxel = matrixOf([0, 1, 2], [false, false, false], [0.5, 0, 0]);
    expect(() => gatherExactly(volume, { grid: volume, toVoxel, outside: 0 })).toThrow(/falls between voxels/);
  });
});
