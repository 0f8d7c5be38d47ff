import { type Affine, affineFromSpacing, type Volume, type VoxelArray } from "@cmb/core";
import { describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { encodeNifti, type WriteNiftiOptions } from "./encode-nifti.js";

const volume: Volume = { data: Float32Array.of(1, 2), shape: [2, 1, 1], affine: affineFromSpacing([1, 2, 3]) };
const code = (changes: Partial<Volume<VoxelArray>>, options: unknown = {}): Promise<string | undefined> =>
  codeOf(() => encodeNifti({ ...volume, ...changes }, true, options as WriteNiftiOptions));
const affine = (...values: number[]): Affine => values as unknown as Affine;

describe("encodeNifti", () => {
  test("copies no voxels where nothing changes", () => {
    expect(encodeNifti(volume, true, {}).voxels.buffer).toBe(volume.data.buffer);
  });

  test("refuses a volume that is none", async () => {
    expect(await code({ shape: [2, 2, 1] })).toBe("SHAPE_MISMATCH");
    expect(await code({ shape: [2, 0, 1] })).toBe("EMPTY_VOLUME");
    expect(await code({ affine: affine(Number.NaN, ...volume.affine.slice(1)) })).toBe("OUT_OF_RANGE");
  });

  test("refuses an affine that no reader could use", async () => {
    expect(await code({ affine: affine(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1) })).toBe("SINGULAR_AFFINE");
    expect(await code({ affine: affineFromSpacing([1e-7, 1, 1]) })).toBe("SINGULAR_AFFINE");
    expect(await code({ affine: affineFromSpacing([1, 1, 1], [1e10, 0, 0]) })).toBe("SINGULAR_AFFINE");
    // Apart in float64, one in the float32 of NIfTI-1.
    const nearly = affine(1, 1, 0, 0, 1, 1 + 1e-5, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    expect(await code({ affine: nearly })).toBeUndefined();
    expect(await code({ affine: affine(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0.5, 1) })).toBe("INVALID_ARGUMENT");
  });

  test.each([
    [{ version: 3 }, "INVALID_ARGUMENT"],
    [{ rounding: "down" }, "INVALID_ARGUMENT"],
    [{ spaceCode: 0 }, "INVALID_ARGUMENT"],
    [{ dataType: "complex64" }, "UNSUPPORTED_FORMAT"],
    [{ scaling: { slope: 0, intercept: 0 } }, "OUT_OF_RANGE"],
  ])("refuses %j", async (options, expected) => {
    expect(await code({}, options)).toBe(expected);
  });
});
