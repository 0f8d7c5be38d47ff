import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CmbError, isCmbError } from "@cmb/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assertWritableFolder } from "./assert-writable-folder.js";
import { runCommand } from "./testdata/run-command.js";
import { temporaryFolder } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

describe("assertWritableFolder", () => {
  it("accepts a folder, and one that can be made, and leaves nothing behind", async () => {
    await assertWritableFolder(folder);
    await assertWritableFolder(join(folder, "x", "y"));
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(["file", "file/below"])("refuses %s, where a file is in the way", async (path) => {
    await writeFile(join(folder, "file"), "");
    const failure = assertWritableFolder(join(folder, path));
    await expect(failure).rejects.toSatisfy((e) => isCmbError(e, "FILE_NOT_WRITABLE"));
  });

  it("ends its message with the advice that it is given", async () => {
    await writeFile(join(folder, "file"), "");
    const error = await assertWritableFolder(join(folder, "file"), "take another").catch((e: unknown) => e);
    expect(error instanceof CmbError && error.message.endsWith("; take another")).toBe(true);
  });

  it.runIf(process.platform === "linux").each([
    ["detect", ["scan.nii", "--out", "/proc/cmb/made"]],
    ["preprocess", ["scan.nii", "--out", "/proc/cmb/made"]],
    ["standardize", ["--dataset", "dou", ".", "/proc/cmb/made"]],
    ["standardize", ["--dataset", "dou", "--example", "/proc/cmb/made"]],
    ["synth", ["--count", "1", "--patch", "--out", "/proc/cmb/made"]],
  ])("lets cmb %s end at once where the system lets nobody make a folder: %j", async (name, argv) => {
    const { code, stdout, stderr } = await runCommand([name, ...argv]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^cmb: FILE_NOT_WRITABLE: \/proc\/cmb/);
  });
});
