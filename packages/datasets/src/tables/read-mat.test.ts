import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { writeMat } from "../generate/write-mat.js";
import { readMat } from "./read-mat.js";

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isCmbError(error)) return error.code;
    throw error;
  }
  return "none";
};

const file = writeMat("cen", [
  [1, 2, 3],
  [4, 5, 6],
]);

describe("readMat", () => {
  it("refuses MAT 7.3 by name and says what to do", () => {
    const hdf5 = new Uint8Array(1024);
    hdf5.set([0x89, 0x48, 0x44, 0x46], 512);
    expect(() => readMat(hdf5)).toThrow(/HDF5; save it again with -v7/);
    expect(codeOf(() => readMat(hdf5))).toBe("UNSUPPORTED_FORMAT");
  });

  it("refuses MAT 4 by name", () => {
    expect(() => readMat(new Uint8Array(200))).toThrow(/MAT 4/);
  });

  it("refuses other bytes", () => {
    expect(codeOf(() => readMat(new Uint8Array(200).fill(65)))).toBe("CORRUPT_DATA");
  });

  it.each([0, 100, 127, 130, file.length - 1])("refuses a file that is cut off after %i bytes", (length) => {
    expect(["TRUNCATED_DATA", "CORRUPT_DATA"]).toContain(codeOf(() => readMat(file.subarray(0, length))));
  });

  it("takes no more memory for a compressed variable than it may", () => {
    const zeros = zlibSync(new Uint8Array(2 ** 20));
    const bomb = new Uint8Array(136 + zeros.length);
    bomb.set(file.subarray(0, 128));
    new DataView(bomb.buffer).setUint32(128, 15, true);
    new DataView(bomb.buffer).setUint32(132, zeros.length, true);
    bomb.set(zeros, 136);
    expect(codeOf(() => readMat(bomb, { maxBytes: 1000 }))).toBe("TOO_LARGE");
  });

  it("refuses a matrix whose shape and numbers disagree", () => {
    const broken = file.slice();
    // The first axis of the shape: header, tags of matrix and flags, flags, tag of the axes.
    new DataView(broken.buffer).setInt32(128 + 8 + 16 + 8, 7, true);
    expect(() => readMat(broken)).toThrow(/shape \[7,3\] holds 6 numbers/);
  });
});

describe("properties", () => {
  it("gives back what was written", () => {
    const row = fc.tuple(fc.integer(), fc.double({ noNaN: true }), fc.integer());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const [matrix] = readMat(writeMat("cen", rows));
        expect(matrix?.shape).toEqual([rows.length, 3]);
        expect([...(matrix?.data ?? [])]).toEqual([0, 1, 2].flatMap((n) => rows.map((one) => one[n])));
      }),
    );
  });

  it("ends with a typed error whatever byte is wrong", () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const broken = file.slice();
        broken[at] = byte;
        expect(["none", "CORRUPT_DATA", "TRUNCATED_DATA", "UNSUPPORTED_FORMAT", "TOO_LARGE"]).toContain(
          codeOf(() => readMat(broken)),
        );
      }),
    );
  });
});
