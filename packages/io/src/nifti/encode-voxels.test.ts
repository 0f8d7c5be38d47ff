import type { VoxelArray } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import type { NiftiScalarType } from "./data-types.js";
import { encodeVoxels, integerRange, nativeDataType, type VoxelEncoding } from "./encode-voxels.js";

const encode = (data: VoxelArray, dataType: NiftiScalarType, changes: Partial<VoxelEncoding> = {}): Uint8Array =>
  encodeVoxels(data, { dataType, scaling: null, rounding: "exact", ...changes });
const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

test("nativeDataType is the type of the array", async () => {
  const kinds = [Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array];
  expect([...kinds, Float32Array, Float64Array].map((Kind) => nativeDataType(new Kind(1)))).toEqual([
    "uint8",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "uint32",
    "int32",
    "float32",
    "float64",
  ]);
  expect(await codeOf(() => nativeDataType(new BigInt64Array(1) as unknown as Int8Array))).toBe("INVALID_ARGUMENT");
});

describe("encodeVoxels into another type", () => {
  test("is a view of the volume where nothing changes, also of a part of a buffer", () => {
    const data = new Int16Array(Int16Array.of(9, 1, 2).buffer, 2);
    expect(encode(data, "int16").buffer).toBe(data.buffer);
    expect(encode(data, "int16")).toEqual(bytesOf(Int16Array.of(1, 2)));
  });

  test.each([
    ["uint8", f64(0, 255), Uint8Array.of(0, 255)],
    ["int8", f64(-128, 127), Int8Array.of(-128, 127)],
    ["uint16", f64(0, 65535), Uint16Array.of(0, 65535)],
    ["int16", f64(-32768, 32767), Int16Array.of(-32768, 32767)],
    ["uint32", f64(0, 2 ** 32 - 1), Uint32Array.of(0, 2 ** 32 - 1)],
    ["int32", f64(-(2 ** 31), 2 ** 31 - 1), Int32Array.of(-(2 ** 31), 2 ** 31 - 1)],
    ["uint64", f64(0, 2 ** 64 - 2 ** 11), BigUint64Array.of(0n, 2n ** 64n - 2n ** 11n)],
    ["int64", f64(-(2 ** 63), 2 ** 63 - 2 ** 10), BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 2n ** 10n)],
    ["float32", f64(0.5, -(2 ** 120), Number.POSITIVE_INFINITY), Float32Array.of(0.5, -(2 ** 120), Infinity)],
    ["float64", Int8Array.of(-1, 2), Float64Array.of(-1, 2)],
  ] as const)("keeps the extremes of %s", (dataType, data, expected) => {
    expect(encode(data, dataType)).toEqual(bytesOf(expected));
  });

  test("keeps NaN among floats", () => {
    expect(new Float32Array(encode(f64(Number.NaN), "float32").buffer)[0]).toBeNaN();
  });

  test.each([
    ["uint8", 256],
    ["uint8", -1],
    ["int8", 128],
    ["uint16", -1],
    ["int16", 32768],
    ["uint32", 2 ** 32],
    ["int32", -(2 ** 31) - 1],
    ["uint64", 2 ** 64],
    ["uint64", -1],
    ["int64", 2 ** 63],
    ["int16", 0.5],
    ["int16", Number.NaN],
    ["int64", Number.POSITIVE_INFINITY],
    ["float32", 0.1],
    ["float32", 2 ** 24 + 1],
    ["float32", 1e39],
  ] as const)("%s does not take %d", async (dataType, value) => {
    expect(await codeOf(() => encode(f64(0, value), dataType))).toBe("NOT_REPRESENTABLE");
  });

  test("says which voxel, which value and what to do", () => {
    expect(() => encode(f64(7, 0.5), "int16")).toThrow(
      'Voxel 1 is 0.5, which int16 cannot hold; choose a wider type or rounding: "nearest"',
    );
  });
});

describe("rounding to the nearest", () => {
  test("rounds what lies within the range", () => {
    expect(encode(f64(1.4, 1.5, -1.6), "int8", { rounding: "nearest" })).toEqual(bytesOf(Int8Array.of(1, 2, -2)));
    expect(encode(f64(0.1), "float32", { rounding: "nearest" })).toEqual(bytesOf(Float32Array.of(0.1)));
  });

  test.each([
    ["uint8", 255.6],
    ["int8", Number.NaN],
    ["float32", 1e39],
  ] as const)("%s does not take %d all the same", async (dataType, value) => {
    expect(await codeOf(() => encode(f64(value), dataType, { rounding: "nearest" }))).toBe("NOT_REPRESENTABLE");
  });
});

describe("scaling", () => {
  const scaling = { slope: 0.5, intercept: 10 };

  test("stores (value - intercept) / slope, rounded for integers", () => {
    expect(encode(f64(10, 11, 11.3), "uint8", { scaling })).toEqual(Uint8Array.of(0, 2, 3));
    expect(encode(f64(11.3), "float64", { scaling })).toEqual(bytesOf(f64((11.3 - 10) / 0.5)));
    expect(encode(f64(11), "int64", { scaling })).toEqual(bytesOf(BigInt64Array.of(2n)));
    expect(encode(f64(11.3), "float32", { scaling })).toEqual(bytesOf(Float32Array.of((11.3 - 10) / 0.5)));
  });

  test("does not take what leaves the range", async () => {
    expect(await codeOf(() => encode(f64(9), "uint8", { scaling }))).toBe("NOT_REPRESENTABLE");
  });

  test("leaves the volume as it is", () => {
    const data = f64(11, 12);
    encode(data, "float64", { scaling });
    expect([...data]).toEqual([11, 12]);
  });
});

test("integerRange is of integers", () => {
  expect(integerRange("int16")).toEqual([-32768, 32767]);
  expect([integerRange("float32"), integerRange("float64")]).toEqual([undefined, undefined]);
});

describe("properties", () => {
  test("what is stored as int16 is what was given, or an error", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const fits = Number.isInteger(value) && value >= -32768 && value <= 32767;
        if (!fits) expect(() => encode(f64(value), "int16")).toThrow("int16 cannot hold");
        else expect(new Int16Array(encode(f64(value), "int16").buffer)[0]).toBe(value + 0);
      }),
    );
  });
});
