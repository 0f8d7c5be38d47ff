import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestFolder, testFolder } from "../testdata/on-disk.js";
import { areUnchanged, type OutputFile, outputFile } from "./output-files.node.js";

let folder: TestFolder;
let stored: OutputFile[] = [];
beforeEach(async () => {
  folder = await testFolder(new Map([["a/one.tsv", new Uint8Array(9)]]));
  stored = [await outputFile("a/one.tsv", join(folder.input, "a/one.tsv"))];
});
afterEach(() => folder.remove());

describe("areUnchanged", () => {
  it("is true while every file has its bytes, and false once one has others, were it of the same size", async () => {
    expect(await areUnchanged(folder.input, stored)).toBe(true);
    await writeFile(join(folder.input, "a/one.tsv"), new Uint8Array(9).fill(1));
    expect(await areUnchanged(folder.input, stored)).toBe(false);
    await rm(join(folder.input, "a/one.tsv"));
    expect(await areUnchanged(folder.input, stored)).toBe(false);
  });

  it.each([undefined, null, "all", [], [null], [{ path: "a/one.tsv" }]])(
    "is false for metadata that say %j",
    async (no) => {
      expect(await areUnchanged(folder.input, no)).toBe(false);
    },
  );
});
