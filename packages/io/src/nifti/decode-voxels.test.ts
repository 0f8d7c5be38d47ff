import type { VoxelArray } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, niftiBytes } from "../testdata/nifti-bytes.js";
import type { NiftiScalarType } from "./data-types.js";
import { countNonFinite, decodeVoxels } from "./decode-voxels.js";
import type { NiftiHeader } from "./nifti-image.js";
import { readNiftiHeader } from "./read-nifti-header.js";

const { header } = readNiftiHeader(niftiBytes());
const decode = (buffer: ArrayBuffer, dataType: NiftiScalarType, changes: Partial<NiftiHeader> = {}): VoxelArray =>
  decodeVoxels(buffer, dataType, { ...header, ...changes });

describe("decodeVoxels without scaling", () => {
  test.each([
    ["uint8", Uint8Array],
    ["int8", Int8Array],
    ["uint16", Uint16Array],
    ["int16", Int16Array],
    ["uint32", Uint32Array],
    ["int32", Int32Array],
    ["float32", Float32Array],
    ["float64", Float64Array],
  ] as const)("gives %s in the memory that it was handed", (dataType, Kind) => {
    const data = Kind.of(0, 1, 100);
    const decoded = decode(data.buffer as ArrayBuffer, dataType);
    expect(decoded).toEqual(data);
    expect(decoded.buffer).toBe(data.buffer);
  });

  test("reverses the bytes of a file of the other order", () => {
    const bytes = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    expect([...decode(bytes.buffer, "float32", { littleEndian: false })]).toEqual([1, -2]);
  });
});

describe("64-bit integers", () => {
  test.each([
    ["int64", BigInt64Array.of(0n, -1n, 2n ** 53n, -(2n ** 53n), -(2n ** 63n), 2n ** 53n + 2n)],
    ["uint64", BigUint64Array.of(0n, 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 2n ** 11n)],
  ] as const)("of %s become float64 where that is exact", (dataType, data) => {
    const expected = Array.from(data, Number);
    expect([...decode(data.slice().buffer as ArrayBuffer, dataType)]).toEqual(expected);
  });

  test.each([
    ["int64", BigInt64Array.of(2n ** 53n + 1n)],
    ["int64", BigInt64Array.of(-(2n ** 53n) - 1n)],
    ["int64", BigInt64Array.of(2n ** 63n - 1n)],
    ["uint64", BigUint64Array.of(2n ** 64n - 1n)],
  ] as const)("of %s without an exact float64 are refused (%s)", async (dataType, data) => {
    expect(await codeOf(() => decode(data.slice().buffer as ArrayBuffer, dataType))).toBe("NOT_REPRESENTABLE");
  });
});

describe("decodeVoxels with scaling", () => {
  const scaling = (slope: number, intercept: number): Partial<NiftiHeader> => ({ scaling: { slope, intercept } });

  test("gives float32 for 8 and 16 bits and float64 for more", () => {
    expect(decode(Int16Array.of(-2, 3).buffer, "int16", scaling(0.5, 10))).toEqual(Float32Array.of(9, 11.5));
    expect(decode(Uint8Array.of(0, 255).buffer, "uint8", scaling(2, -1))).toEqual(Float32Array.of(-1, 509));
    expect(decode(Int32Array.of(7).buffer, "int32", scaling(0.5, 0))).toEqual(Float64Array.of(3.5));
    expect(decode(Float32Array.of(7).buffer, "float32", scaling(0.5, 0))).toEqual(Float64Array.of(3.5));
    expect(decode(Float64Array.of(7).buffer, "float64", scaling(0.5, 1))).toEqual(Float64Array.of(4.5));
    expect(decode(BigInt64Array.of(7n).buffer, "int64", scaling(0.5, 0))).toEqual(Float64Array.of(3.5));
  });

  test.each([
    ["a large intercept", 1e-3, 1e6],
    ["a large slope", 1e35, 0],
    ["a small slope", 1e-40, 0],
  ])("gives float64 for 16 bits where %s would make neighbours one", (_, slope, intercept) => {
    const scaled = decode(Int16Array.of(1, 2, 32767).buffer, "int16", scaling(slope, intercept));
    expect(scaled).toBeInstanceOf(Float64Array);
    expect(new Set(scaled).size).toBe(3);
  });
});

describe("properties", () => {
  test("different 16-bit values stay different whatever the scaling", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const value = fc.integer({ min: -32768, max: 32766 });
    fc.assert(
      fc.property(value, number, number, (stored, slope, intercept) => {
        // Where float64 itself merges them, no type can keep them apart.
        fc.pre(Math.abs(slope) > 1e-9);
        const [a, b] = decode(Int16Array.of(stored, stored + 1).buffer, "int16", { scaling: { slope, intercept } });
        expect(a).not.toBe(b);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("countNonFinite", () => {
  test("counts NaN and both infinities of floats", () => {
    const special = [0, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(countNonFinite(Float64Array.from(special))).toBe(3);
    expect(countNonFinite(Float32Array.of(1, 2))).toBe(0);
    expect(countNonFinite(Uint8Array.of(255))).toBe(0);
  });

  test("counts them wherever they lie in a long array", () => {
    const data = new Float32Array(10_000).fill(-1);
    for (const v of [0, 4095, 4096, 8191, 8192, 9999]) data[v] = Number.NaN;
    expect(countNonFinite(data)).toBe(6);
  });
});
