import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { createPendingFile, saveFile } from "./save-file.node.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmb-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("saveFile", () => {
  test("writes text as UTF-8 and bytes as they are, and replaces what is there", async () => {
    const path = join(folder, "a.txt");
    await saveFile("µ", path);
    expect([...(await readFile(path))]).toEqual([0xc2, 0xb5]);
    await saveFile(Uint8Array.of(1, 2), path);
    expect([...(await readFile(path))]).toEqual([1, 2]);
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  test("leaves nothing when it fails or is aborted", async () => {
    await mkdir(join(folder, "taken"));
    expect(await codeOf(() => saveFile("a", join(folder, "taken")))).toBe("FILE_NOT_WRITABLE");
    expect(await codeOf(() => saveFile("a", join(folder, "none", "a.txt")))).toBe("FILE_NOT_WRITABLE");
    await expect(saveFile("a", join(folder, "b.txt"), { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

describe("createPendingFile", () => {
  test("shows nothing under the name before commit, and the old content until then", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "old");
    const file = await createPendingFile(path);
    await file.write(Uint8Array.of(110));
    expect(await readFile(path, "utf8")).toBe("old");
    await file.commit();
    await file.discard();
    expect(await readFile(path, "utf8")).toBe("n");
  });

  test("leaves nothing after discard", async () => {
    const file = await createPendingFile(join(folder, "a.txt"));
    await file.write(Uint8Array.of(1));
    await file.discard();
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
  });
});
