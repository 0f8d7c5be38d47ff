import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMat } from "./read-mat.js";

// SciPy 1.17.1 wrote the files: fixtures/datasets/make_datasets.py. Coordinates are whole numbers: no tolerance.
const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../fixtures/datasets/${name}`, import.meta.url)));

const CENTRES = [12, 1, 40, 5, 30, 1, 22, 6, 7, 1, 9, 8];

describe.each(["plain.mat", "compressed.mat"])("readMat of %s", (name) => {
  it("gives the numeric matrices column by column, and passes over text, structures and complex numbers", () => {
    expect(readMat(bytesOf(name))).toEqual([
      { name: "cen", shape: [4, 3], data: Float64Array.from(CENTRES) },
      { name: "sizes", shape: [1, 3], data: Float64Array.of(3, 4, 5) },
      { name: "empty", shape: [0, 3], data: new Float64Array(0) },
    ]);
  });
});

describe("readMat", () => {
  it("reads whole numbers that are stored in one byte each", () => {
    expect(readMat(bytesOf("bytes.mat"))).toEqual([{ name: "cen", shape: [4, 3], data: Float64Array.from(CENTRES) }]);
  });
});
