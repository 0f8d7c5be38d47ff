import { describe, expect, it } from "vitest";
import { newVoxels } from "./new-voxels.js";

describe("newVoxels", () => {
  it("gives zeros of the same type", () => {
    const made = newVoxels("test", Int16Array.of(5), [2, 3, 4]);
    expect(made).toBeInstanceOf(Int16Array);
    expect(made).toStrictEqual(new Int16Array(24));
  });

  it("refuses what no array holds", () => {
    expect(() => newVoxels("test", new Float32Array(), [2 ** 11, 2 ** 11, 2 ** 9])).toThrow(
      expect.objectContaining({ code: "TOO_LARGE" }),
    );
  });
});
