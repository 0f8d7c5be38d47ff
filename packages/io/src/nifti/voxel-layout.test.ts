import { describe, expect, test } from "vitest";
import { codeOf, type NiftiSpec, niftiBytes } from "../testdata/nifti-bytes.js";
import { readNiftiHeader } from "./read-nifti-header.js";
import { capOf, checkCap, checkLength, DEFAULT_MAX_BYTES, layOutVoxels, type VoxelLayout } from "./voxel-layout.js";

const layOut = (spec: NiftiSpec, options = {}): VoxelLayout => layOutVoxels(readNiftiHeader(niftiBytes(spec)), options);

describe("layOutVoxels", () => {
  test("starts at vox_offset and takes the size of the type", () => {
    expect(layOut({ dataType: "int16" })).toEqual({
      dataType: "int16",
      voxels: 24,
      volumeIndex: 0,
      start: 352,
      length: 48,
      fileLength: 400,
    });
  });

  test("counts volumes over axes 4 and up, axis 4 fastest", () => {
    const layout = layOut({ dim: [2, 3, 4, 5, 2] }, { volumeIndex: 7 });
    expect(layout).toMatchObject({ start: 352 + 7 * 24, fileLength: 352 + 10 * 24 });
  });

  test("needs no index for trailing axes of 1, and takes 0 there", () => {
    expect(layOut({ dim: [2, 3, 4, 1, 1] }).volumeIndex).toBe(0);
    expect(layOut({ dim: [2, 3, 4, 1] }, { volumeIndex: 0 }).volumeIndex).toBe(0);
  });

  test.each([-1, 10, 0.5, Number.NaN])("refuses volume %d of 10", async (volumeIndex) => {
    expect(await codeOf(() => layOut({ dim: [2, 3, 4, 10] }, { volumeIndex }))).toBe("OUT_OF_RANGE");
  });

  test.each([
    [1, "volumeIndex is 9 and the file holds one volume; leave volumeIndex out, or give 0"],
    [4, "volumeIndex is 9 and the file holds 4 volumes; give a whole number from 0 to 3"],
  ])("says of a file of %d which volumes there are", (volumes, message) => {
    expect(() => layOut({ dim: [2, 3, 4, volumes] }, { volumeIndex: 9 })).toThrow(message);
  });

  test("asks for an index when there are several volumes", async () => {
    expect(await codeOf(() => layOut({ dim: [2, 3, 4, 2] }))).toBe("VOLUME_INDEX_REQUIRED");
  });

  test.each([
    ["uint8", {}, 24],
    ["float64", {}, 192],
    ["uint8", { scl_slope: 2 }, 24 + 192],
    ["float64", { scl_slope: 2 }, 192],
    ["int64", {}, 192],
  ] as const)("counts stored and scaled voxels of %s with %j against the cap", async (dataType, fields, bytes) => {
    expect(await codeOf(() => layOut({ dataType, fields }, { maxBytes: bytes }))).toBeUndefined();
    expect(await codeOf(() => layOut({ dataType, fields }, { maxBytes: bytes - 1 }))).toBe("TOO_LARGE");
  });

  test.each(["binary", "complex64", "rgb24", "rgba32", "float128", "complex256"] as const)(
    "refuses %s",
    async (dataType) => {
      expect(await codeOf(() => layOut({ dataType }))).toBe("UNSUPPORTED_FORMAT");
    },
  );

  test("refuses a file beyond 2^53 bytes", async () => {
    const dim = [1, 1, 1, 2 ** 30, 2 ** 22];
    expect(await codeOf(() => layOut({ version: 2, dim, dataType: "float64" }, { volumeIndex: 0 }))).toBe("TOO_LARGE");
  });
});

test("the cap is 2 GiB unless given, and must be above 0", async () => {
  expect(capOf({})).toBe(2 ** 31);
  expect(DEFAULT_MAX_BYTES).toBe(2 ** 31);
  for (const maxBytes of [0, -1, Number.NaN]) expect(await codeOf(() => capOf({ maxBytes }))).toBe("OUT_OF_RANGE");
});

test("checkCap and checkLength let the exact number pass", async () => {
  expect(await codeOf(() => checkCap(5, 5, "It"))).toBeUndefined();
  expect(await codeOf(() => checkCap(6, 5, "It"))).toBe("TOO_LARGE");
  expect(await codeOf(() => checkLength(5, 5))).toBeUndefined();
  expect(await codeOf(() => checkLength(5, 4))).toBe("TRUNCATED_DATA");
});
