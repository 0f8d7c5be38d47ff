import { type LongTask, type Shape, startLongTask } from "@cmb/core";
import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosineTransformInPlace, cosineTransformWork } from "./cosine-transform.js";
import type { FourierDirection } from "./transform-axis.js";

async function transformed(
  values: ArrayLike<number>,
  shape: Shape,
  direction: FourierDirection,
): Promise<Float64Array> {
  const data = Float64Array.from(values);
  const task: LongTask = startLongTask(cosineTransformWork(shape), {});
  await cosineTransformInPlace(data, { shape, direction, task, stage: "cosine transform", before: 0 });
  return data;
}

describe("cosineTransformInPlace", () => {
  it("is Σ x[t] cos(π p (2t + 1) / 2n)", async () => {
    const values = [3, -1, 4, 1, -5];
    const data = await transformed(values, [5, 1, 1], "forward");
    for (let p = 0; p < 5; p++) {
      const sum = values.reduce((total, value, t) => total + value * Math.cos((Math.PI * p * (2 * t + 1)) / 10), 0);
      expect(data[p]).toBeCloseTo(sum, 12);
    }
  });

  it("puts a wave that is mirrored at the faces into one voxel", async () => {
    const shape: Shape = [6, 5, 4];
    const values = Array.from({ length: 120 }, (_, v) => {
      const [i, j, k] = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)];
      const wave = (p: number, t: number, n: number): number => Math.cos((Math.PI * p * (2 * t + 1)) / (2 * n));
      return wave(2, i, 6) * wave(1, j, 5) * wave(3, k, 4);
    });
    const data = await transformed(values, shape, "forward");
    const at = 2 + 6 * (1 + 5 * 3);
    expect(data[at]).toBeCloseTo(15, 10);
    expect(data.reduce((sum, value) => sum + Math.abs(value), 0)).toBeCloseTo(15, 9);
  });

  describe("properties", () => {
    it("goes there and back", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 12 }), async (shape) => {
          const values = Float64Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => Math.sin(v * v));
          const back = await transformed(await transformed(values, shape, "forward"), shape, "inverse");
          for (const [v, value] of values.entries()) expect(back[v]).toBeCloseTo(value, 12);
        }),
      );
    });
  });
});
