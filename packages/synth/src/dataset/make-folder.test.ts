import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testFolder } from "../testdata/test-folder.js";
import { makeFolder } from "./make-folder.node.js";

let folder: Awaited<ReturnType<typeof testFolder>>;
beforeEach(async () => {
  folder = await testFolder();
});
afterEach(() => folder.remove());

describe("makeFolder", () => {
  it("makes what is missing, and takes what is there", async () => {
    const path = join(folder.path, "a", "b", "c");
    await Promise.all([makeFolder(path), makeFolder(path)]);
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it("says why a folder within a file cannot be", async () => {
    await writeFile(join(folder.path, "file"), "");
    await expect(makeFolder(join(folder.path, "file", "a"))).rejects.toThrow("ENOTDIR");
  });

  it.runIf(process.platform === "linux")("fails where the system lets nobody make a folder", async () => {
    await expect(makeFolder("/proc/cmb/made")).rejects.toThrow("mkdir '/proc/cmb'");
  });
});
