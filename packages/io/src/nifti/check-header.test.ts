import { describe, expect, test } from "vitest";
import { codeOf, niftiBytes } from "../testdata/nifti-bytes.js";
import { checkHeader } from "./check-header.js";

describe("a header that passes", () => {
  test.each([
    [1, true],
    [1, false],
    [2, true],
    [2, false],
  ] as const)("NIfTI-%i, little-endian %s", (version, littleEndian) => {
    const checked = checkHeader(niftiBytes({ version, littleEndian, dim: [5, 6, 7, 2], dataType: "int16" }));
    expect(checked.bytes).toMatchObject({ version, littleEndian });
    expect(checked).toMatchObject({ singleFile: true, dim: [5, 6, 7, 2], dataType: "int16", warnings: [] });
    expect(checked.voxelOffset).toBe(version === 1 ? 352 : 544);
  });

  test("is a copy of the fixed part alone", () => {
    const file = niftiBytes();
    const { view } = checkHeader(file).bytes;
    expect(view.buffer.byteLength).toBe(348);
    expect(view.buffer).not.toBe(file.buffer);
  });

  test("may belong to a pair, whose voxels start anywhere", () => {
    expect(checkHeader(niftiBytes({ singleFile: false }))).toMatchObject({ singleFile: false, voxelOffset: 0 });
  });

  test("may contradict its data type in bitpix, with a warning", () => {
    const { dataType, warnings } = checkHeader(niftiBytes({ dataType: "int16", fields: { bitpix: 8 } }));
    expect(dataType).toBe("int16");
    expect(warnings).toEqual([
      { code: "BITPIX_MISMATCH", message: "bitpix is 8 and int16 has 16 bits; the data type was followed" },
    ]);
  });

  test("may have a magic of NIfTI-2 whose last four bytes were never written", () => {
    const file = niftiBytes({ version: 2 });
    file.fill(0, 8, 12);
    expect(checkHeader(file).bytes.version).toBe(2);
  });
});

function withBytes(file: Uint8Array, at: number, text: string): Uint8Array {
  for (let n = 0; n < text.length; n++) file[at + n] = text.charCodeAt(n);
  return file;
}

describe("a header that does not pass", () => {
  test.each([
    ["no byte", new Uint8Array(0), "TRUNCATED_DATA"],
    ["347 bytes", niftiBytes().slice(0, 347), "TRUNCATED_DATA"],
    ["NIfTI-2 with 539 bytes", niftiBytes({ version: 2 }).slice(0, 539), "TRUNCATED_DATA"],
    ["another size", niftiBytes({ fields: { sizeof_hdr: 349 } }), "INVALID_NIFTI"],
    ["text", withBytes(new Uint8Array(600), 0, "P6 512 512 255"), "INVALID_NIFTI"],
    ["Analyze 7.5", withBytes(niftiBytes(), 344, "\0\0\0\0"), "UNSUPPORTED_FORMAT"],
    ["a magic of another version", withBytes(niftiBytes(), 344, "n+2\0"), "INVALID_NIFTI"],
    ["a magic without its NUL", withBytes(niftiBytes(), 344, "n+1x"), "INVALID_NIFTI"],
    ["NIfTI-2 whose line ends were changed", withBytes(niftiBytes({ version: 2 }), 8, "\n\n\x1a\n"), "INVALID_NIFTI"],
    ["no axes", niftiBytes({ fields: { dim: 0 } }), "INVALID_NIFTI"],
    ["eight axes", niftiBytes({ fields: { dim: 8 } }), "INVALID_NIFTI"],
    ["200 axes", niftiBytes({ fields: { dim: 200 } }), "INVALID_NIFTI"],
    ["an axis of 0", niftiBytes({ dim: [4, 0, 4] }), "INVALID_NIFTI"],
    ["an axis below 0", niftiBytes({ fields: { dim: [3, 4, -4, 4] } }), "INVALID_NIFTI"],
    ["an unknown type", niftiBytes({ fields: { datatype: 3 } }), "INVALID_NIFTI"],
    ["an offset within the header", niftiBytes({ fields: { vox_offset: 348 } }), "INVALID_NIFTI"],
    ["a broken offset", niftiBytes({ fields: { vox_offset: 352.5 } }), "INVALID_NIFTI"],
    ["an offset that is NaN", niftiBytes({ fields: { vox_offset: Number.NaN } }), "INVALID_NIFTI"],
    ["an endless offset", niftiBytes({ fields: { vox_offset: Number.POSITIVE_INFINITY } }), "INVALID_NIFTI"],
    ["a pair's offset below 0", niftiBytes({ singleFile: false, fields: { vox_offset: -1 } }), "INVALID_NIFTI"],
    ["axes beyond 2^53", niftiBytes({ version: 2, fields: { dim: [3, 2 ** 62, 1, 1] } }), "INVALID_NIFTI"],
    ["voxels beyond 2^53", niftiBytes({ fields: { dim: [7, ...Array(7).fill(32767)] } }), "TOO_LARGE"],
  ])("%s", async (_, file, code) => {
    expect(await codeOf(() => checkHeader(file))).toBe(code);
  });
});
