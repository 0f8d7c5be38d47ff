import { describe, expect, it } from "vitest";
import { createMemoryFolder } from "./create-memory-folder.js";
import { failureOf } from "./testdata/read-all.js";

const bytes = Uint8Array.of(1, 2, 3);
const folder = createMemoryFolder(
  new Map<string, Uint8Array | Blob>([
    ["b/x.bin", bytes],
    ["a.bin", new Blob([bytes])],
  ]),
);

describe("createMemoryFolder", () => {
  it("lists its files in order", async () => {
    expect(await folder.list()).toEqual(["a.bin", "b/x.bin"]);
  });

  it("reads bytes and blobs alike", async () => {
    for (const path of await folder.list()) expect(await folder.read(path, { maxBytes: 3 })).toEqual(bytes);
  });

  it("refuses a file that is larger than its reader wants, and one that is not there", async () => {
    for (const path of await folder.list()) {
      expect(await failureOf(() => folder.read(path, { maxBytes: 2 }))).toMatch(/TOO_LARGE: .*3 bytes, and at most 2/);
    }
    expect(await failureOf(() => folder.loadImage("c.nii"))).toMatch(/FILE_NOT_READABLE: c.nii is not in memory/);
  });
});
