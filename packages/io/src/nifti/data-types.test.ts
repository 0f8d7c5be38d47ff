import { describe, expect, test } from "vitest";
import { bitsPerVoxel, dataTypeCode, dataTypeOfCode, isScalarType, SCALAR_TYPES } from "./data-types.js";

describe("data types", () => {
  // nifti1.h, NIFTI_TYPE_*
  test.each([
    [2, "uint8", 8],
    [4, "int16", 16],
    [8, "int32", 32],
    [16, "float32", 32],
    [64, "float64", 64],
    [256, "int8", 8],
    [512, "uint16", 16],
    [768, "uint32", 32],
    [1024, "int64", 64],
    [1280, "uint64", 64],
    [32, "complex64", 64],
    [128, "rgb24", 24],
    [1536, "float128", 128],
    [2304, "rgba32", 32],
  ] as const)("code %i is %s with %i bits", (code, name, bits) => {
    expect(dataTypeOfCode(code)).toBe(name);
    expect(dataTypeCode(name)).toBe(code);
    expect(bitsPerVoxel(name)).toBe(bits);
  });

  test("a code that the standard does not have is no type", () => {
    expect([0, 3, -2, 4096].map(dataTypeOfCode)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("ten types are single real numbers", () => {
    expect(SCALAR_TYPES).toHaveLength(10);
    expect(SCALAR_TYPES.every(isScalarType)).toBe(true);
    expect(["binary", "complex64", "rgb24", "float128", "toString"].some(isScalarType)).toBe(false);
  });
});
