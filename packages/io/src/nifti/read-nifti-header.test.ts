import { describe, expect, test } from "vitest";
import { fixtureBytes } from "../testdata/nibabel-fixtures.js";
import { codeOf, niftiBytes } from "../testdata/nifti-bytes.js";
import { checkHeader } from "./check-header.js";
import { describe as describeFile, readNiftiHeader } from "./read-nifti-header.js";

describe("readNiftiHeader", () => {
  test("needs no voxels", () => {
    const { shape, header } = readNiftiHeader(fixtureBytes("four-d.nii").slice(0, 352));
    expect(shape).toEqual([3, 4, 2]);
    expect(header.dim).toEqual([3, 4, 2, 3]);
  });

  test("describes types that no volume can hold", () => {
    expect(readNiftiHeader(fixtureBytes("rgb24.nii")).header.dataType).toBe("rgb24");
  });

  test("keeps extensions, also those of a header file", () => {
    expect(readNiftiHeader(fixtureBytes("extensions.nii")).extensions.map(({ code }) => code)).toEqual([6, 4]);
    const [comment] = readNiftiHeader(fixtureBytes("extensions.hdr")).extensions;
    expect(new TextDecoder().decode(comment?.data)).toBe(`in the header file${"\0".repeat(6)}`);
  });

  test("shares no memory with the bytes", () => {
    const bytes = fixtureBytes("extensions.nii");
    const before = readNiftiHeader(bytes);
    const copy = structuredClone(before);
    bytes.fill(0);
    expect(before).toEqual(copy);
  });

  test("refuses a header whose extensions are cut off, gzip, and Analyze", async () => {
    expect(await codeOf(() => readNiftiHeader(niftiBytes().slice(0, 350)))).toBe("TRUNCATED_DATA");
    expect(await codeOf(() => readNiftiHeader(fixtureBytes("single-n1.nii.gz")))).toBe("INVALID_ARGUMENT");
    expect(await codeOf(() => readNiftiHeader(niftiBytes().fill(0, 344, 348)))).toBe("UNSUPPORTED_FORMAT");
  });
});

test("describe joins the warnings of header and extensions", () => {
  const file = niftiBytes({ fields: { bitpix: 3 }, rest: Uint8Array.of(1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0) });
  const codes = describeFile(checkHeader(file), file).warnings.map(({ code }) => code);
  expect(codes).toEqual(["BITPIX_MISMATCH", "EXTENSION_INVALID"]);
});
