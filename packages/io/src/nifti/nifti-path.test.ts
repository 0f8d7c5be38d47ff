import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { pathsToRead, pathsToWrite, toPath } from "./nifti-path.node.js";

const folder = mkdtempSync(join(tmpdir(), "cmb-path-"));
afterAll(() => rmSync(folder, { recursive: true }));
const touch = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, "");
  return path;
};

describe("pathsToRead", () => {
  test.each(["a.nii", "a.nii.gz", "a", "hdr"])("%s stands alone", (path) => {
    expect(pathsToRead(path)).toEqual({ header: path });
  });

  test("either file of a pair names both", () => {
    expect(pathsToRead("a.hdr")).toEqual({ header: "a.hdr", image: "a.img" });
    expect(pathsToRead("a.img")).toEqual({ header: "a.hdr", image: "a.img" });
    expect(pathsToRead("A.IMG.gz")).toEqual({ header: "A.HDR.gz", image: "A.IMG.gz" });
  });

  test("the partner may be compressed when the other is not; the one with the same ending comes first", () => {
    const header = touch("b.hdr");
    const packed = touch("b.img.gz");
    expect(pathsToRead(header).image).toBe(packed);
    const plain = touch("b.img");
    expect(pathsToRead(header).image).toBe(plain);
    expect(pathsToRead(packed).header).toBe(header);
  });
});

describe("pathsToWrite", () => {
  test.each([
    ["a.nii", { header: "a.nii", gzip: false }],
    ["a.b.NII.GZ", { header: "a.b.NII.GZ", gzip: true }],
    ["a.hdr", { header: "a.hdr", image: "a.img", gzip: false }],
    ["a.img.gz", { header: "a.hdr.gz", image: "a.img.gz", gzip: true }],
  ])("%s", (path, expected) => expect(pathsToWrite(path)).toEqual(expected));

  test.each(["a", "a.gz", "a.mgz", "a.nii.bz2", "nii"])("%s has no ending that says what to write", async (path) => {
    expect(await codeOf(() => pathsToWrite(path))).toBe("INVALID_ARGUMENT");
  });
});

test("toPath takes file: URLs and text", () => {
  expect(toPath(pathToFileURL("/a b/c.nii"))).toBe("/a b/c.nii");
  expect(toPath("/a b/c.nii")).toBe("/a b/c.nii");
});
