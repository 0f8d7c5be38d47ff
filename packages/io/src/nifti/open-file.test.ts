import { describe, expect, test } from "vitest";
import { fixtureBytes, fixturePath } from "../testdata/nibabel-fixtures.js";
import { codeOf } from "../testdata/nifti-bytes.js";
import { openFile } from "./open-file.node.js";

describe("openFile", () => {
  test("gives the bytes and their number", async () => {
    const { chunks, size } = await openFile(fixturePath("int16-n1-le.nii"), undefined);
    const all: number[] = [];
    for await (const chunk of chunks) all.push(...chunk);
    expect(Uint8Array.from(all)).toEqual(fixtureBytes("int16-n1-le.nii"));
    expect(size).toBe(400);
  });

  test("refuses what is not there and what is a folder", async () => {
    expect(await codeOf(() => openFile(fixturePath("none"), undefined))).toBe("FILE_NOT_READABLE");
    await expect(openFile(fixturePath(""), undefined)).rejects.toThrow("it is a folder");
  });

  test("does not start when it is aborted already", async () => {
    await expect(openFile(fixturePath("none"), AbortSignal.abort("before"))).rejects.toBe("before");
  });
});
