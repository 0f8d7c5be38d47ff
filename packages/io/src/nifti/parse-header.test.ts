import { describe, expect, test } from "vitest";
import { codeOf, type NiftiSpec, niftiBytes } from "../testdata/nifti-bytes.js";
import { checkHeader } from "./check-header.js";
import type { NiftiInfo } from "./nifti-image.js";
import { parseHeader } from "./parse-header.js";

const parse = (spec: NiftiSpec): Omit<NiftiInfo, "extensions"> => parseHeader(checkHeader(niftiBytes(spec)));
const codes = (spec: NiftiSpec): string[] => parse(spec).warnings.map(({ code }) => code);

describe("shape", () => {
  test("has 1 for axes that the file does not have, and multiplies those beyond the third", () => {
    expect(parse({ dim: [5] })).toMatchObject({ shape: [5, 1, 1], volumes: 1 });
    expect(parse({ dim: [5, 6] })).toMatchObject({ shape: [5, 6, 1], volumes: 1 });
    expect(parse({ dim: [5, 6, 7, 2, 3] })).toMatchObject({ shape: [5, 6, 7], volumes: 6 });
  });
});

describe("scaling", () => {
  test.each([
    [0, 5],
    [Number.NaN, 5],
    [Number.POSITIVE_INFINITY, 0],
    [1, 0],
  ])("is null for slope %d and intercept %d, as in nibabel", (slope, intercept) => {
    expect(parse({ fields: { scl_slope: slope, scl_inter: intercept } }).header.scaling).toBeNull();
  });

  test("holds both numbers otherwise", () => {
    expect(parse({ fields: { scl_slope: 1, scl_inter: 5 } }).header.scaling).toEqual({ slope: 1, intercept: 5 });
    expect(parse({ fields: { scl_slope: -0.5 } }).header.scaling).toEqual({ slope: -0.5, intercept: 0 });
  });

  test("a slope without an intercept is an error, as in nibabel", async () => {
    expect(await codeOf(() => parse({ fields: { scl_slope: 2, scl_inter: Number.NaN } }))).toBe("INVALID_NIFTI");
  });
});

describe("units", () => {
  test.each([
    [0, "unknown", "unknown", []],
    [2, "mm", "unknown", []],
    [2 + 8, "mm", "s", []],
    [1 + 16, "m", "ms", ["UNITS_CONVERTED"]],
    [3 + 24, "um", "us", ["UNITS_CONVERTED"]],
    [2 + 32, "mm", "Hz", []],
    [2 + 40, "mm", "ppm", []],
    [2 + 48, "mm", "rad/s", []],
    [5 + 56, "unknown", "unknown", ["UNITS_INVALID"]],
  ] as const)("%i is %s and %s", (units, spatialUnit, timeUnit, warnings) => {
    // A sform of 1, 2, 3 in metres is 1 km long along i and still usable.
    const info = parse({ fields: { xyzt_units: units } });
    expect(info.header).toMatchObject({ spatialUnit, timeUnit });
    expect(codes({ fields: { xyzt_units: units } })).toEqual(warnings);
  });
});

describe("metadata", () => {
  test.each([1, 2] as const)("come out as they are stored in NIfTI-%i", (version) => {
    const { header } = parse({
      version,
      littleEndian: false,
      fields: {
        dim_info: 57,
        intent_code: 1002,
        intent_p: [1, 2.5, -3],
        cal_min: -1,
        cal_max: 7,
        slice_code: 3,
        slice_start: -1,
        slice_end: 4,
        slice_duration: 0.5,
        toffset: 2,
      },
    });
    expect(header.metadata).toEqual({
      description: "",
      auxiliaryFile: "",
      intentName: "",
      intentCode: 1002,
      intentParameters: [1, 2.5, -3],
      displayRange: [-1, 7],
      dimInfo: 57,
      sliceCode: 3,
      sliceStart: -1,
      sliceEnd: 4,
      sliceDuration: 0.5,
      timeOffset: 2,
    });
  });
});

test("the sform is not what the parser makes of a larger qform_code", () => {
  const info = parse({ fields: { qform_code: 3, quatern: [0, 0, 1], qoffset: [50, 60, 70] } });
  expect(info).toMatchObject({ affineSource: "sform", affine: [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1] });
});
