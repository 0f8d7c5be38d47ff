import { orientation } from "@cmb/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fixtureBytes } from "../testdata/nibabel-fixtures.js";
import { codeOf, niftiBytes } from "../testdata/nifti-bytes.js";
import type { NiftiImage } from "./nifti-image.js";
import { readNifti } from "./read-nifti.js";

describe("readNifti", () => {
  test("gives volume, geometry and header of a file", () => {
    const image = readNifti(fixtureBytes("int16-n1-le.nii"));
    expectTypeOf(image).toEqualTypeOf<NiftiImage>();
    expect(image.volume.shape).toEqual([3, 4, 2]);
    expect(image.volume.data).toBeInstanceOf(Int16Array);
    expect(orientation(image.affine)).toBe("LAS");
    expect(image.affine).toBe(image.volume.affine);
    expect(image.header.metadata.description).toBe("made by make_nifti.py");
  });

  test("leaves the bytes as they are, also in the other byte order, and shares none of them", () => {
    const bytes = fixtureBytes("float64-n2-be.nii");
    const before = bytes.slice();
    const { volume } = readNifti(bytes);
    expect(bytes).toEqual(before);
    expect(volume.data.buffer).not.toBe(bytes.buffer);
  });

  test("reads a pair whose voxels start after other bytes", () => {
    const header = niftiBytes({ singleFile: false, dim: [3], fields: { vox_offset: 5 } });
    const { volume, warnings } = readNifti(header, { imageBytes: Uint8Array.of(9, 9, 9, 9, 9, 1, 2, 3) });
    expect([...volume.data]).toEqual([1, 2, 3]);
    expect(warnings).toEqual([]);
  });

  test("refuses a pair without its image, and an image that is gzip", async () => {
    const header = niftiBytes({ singleFile: false });
    expect(await codeOf(() => readNifti(header))).toBe("INVALID_NIFTI");
    expect(await codeOf(() => readNifti(header, { imageBytes: Uint8Array.of(0x1f, 0x8b) }))).toBe("INVALID_ARGUMENT");
  });
});
