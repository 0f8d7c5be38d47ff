import { NIFTI1, NIFTI2 } from "nifti-reader-js";
import { describe, expect, test } from "vitest";
import { fixtureBytes } from "../testdata/nibabel-fixtures.js";
import {
  type HeaderBytes,
  headerLength,
  headerNumber,
  headerNumberKind,
  headerText,
  headerTextLength,
  setHeaderNumber,
  setHeaderText,
} from "./header-layout.js";

function headerOf(file: string, version: 1 | 2, littleEndian: boolean): HeaderBytes {
  const bytes = fixtureBytes(file).slice(0, headerLength(version));
  return { view: new DataView(bytes.buffer), version, littleEndian };
}

const headers = ([1, 2] as const).flatMap((version) =>
  [true, false].map((littleEndian) => ({
    name: `int16-n${version}-${littleEndian ? "le" : "be"}.nii`,
    version,
    littleEndian,
  })),
);

describe("fields of a header", () => {
  test.each(headers)("lie where nifti-reader-js finds them in $name", ({ name, version, littleEndian }) => {
    const header = headerOf(name, version, littleEndian);
    const parsed = version === 1 ? new NIFTI1() : new NIFTI2();
    parsed.readHeader(header.view.buffer as ArrayBuffer);
    const list = (field: Parameters<typeof headerNumber>[1], length: number): number[] =>
      Array.from({ length }, (_, n) => headerNumber(header, field, n));
    expect(list("dim", 8)).toEqual(parsed.dims);
    expect(list("pixdim", 8)).toEqual(parsed.pixDims);
    expect(list("srow", 12)).toEqual(parsed.affine.slice(0, 3).flat());
    expect(list("quatern", 3)).toEqual([parsed.quatern_b, parsed.quatern_c, parsed.quatern_d]);
    expect(list("qoffset", 3)).toEqual([parsed.qoffset_x, parsed.qoffset_y, parsed.qoffset_z]);
    expect(list("intent_p", 3)).toEqual([parsed.intent_p1, parsed.intent_p2, parsed.intent_p3]);
    const single = [
      ["datatype", parsed.datatypeCode],
      ["bitpix", parsed.numBitsPerVoxel],
      ["vox_offset", parsed.vox_offset],
      ["scl_slope", parsed.scl_slope],
      ["scl_inter", parsed.scl_inter],
      ["xyzt_units", parsed.xyzt_units],
      ["qform_code", parsed.qform_code],
      ["sform_code", parsed.sform_code],
      ["cal_min", parsed.cal_min],
      ["cal_max", parsed.cal_max],
      ["slice_duration", parsed.slice_duration],
      ["toffset", parsed.toffset],
      ["intent_code", parsed.intent_code],
      ["slice_code", parsed.slice_code],
      ["dim_info", parsed.dim_info],
    ] as const;
    for (const [field, value] of single) expect([field, headerNumber(header, field)]).toEqual([field, value]);
    expect(headerText(header, "descrip")).toBe("made by make_nifti.py");
    expect(headerText(header, "magic")).toBe(`n+${version}`);
  });

  test.each(headers)(
    "are stored where they are read, without touching others, in $name",
    ({ name, version, littleEndian }) => {
      const header = headerOf(name, version, littleEndian);
      const before = new Uint8Array(header.view.buffer.slice(0));
      for (const field of ["dim_info", "slice_start", "toffset", "qform_code"] as const) {
        const value = headerNumber(header, field);
        setHeaderNumber(header, field, value + 3);
        expect(headerNumber(header, field)).toBe(value + 3);
        setHeaderNumber(header, field, value);
      }
      expect(new Uint8Array(header.view.buffer)).toEqual(before);
    },
  );

  test("tell how they are kept", () => {
    expect([headerNumberKind(1, "dim"), headerNumberKind(2, "dim")]).toEqual(["int16", "int64"]);
    expect([headerTextLength(1, "descrip"), headerTextLength(2, "aux_file")]).toEqual([80, 24]);
  });

  test("text ends at the first NUL, or with its field", () => {
    const header = headerOf("int16-n1-le.nii", 1, true);
    setHeaderText(header, "descrip", "kept\0not kept");
    expect(headerText(header, "descrip")).toBe("kept");
    expect(headerText(header, "magic", true)).toBe("n+1\0");
    setHeaderText(header, "intent_name", "sixteen letters!");
    expect(headerText(header, "intent_name")).toBe("sixteen letters!");
  });
});
