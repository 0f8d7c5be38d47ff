import { describe, expect, test } from "vitest";
import { fixtureBytes, fixturePath } from "../testdata/nibabel-fixtures.js";
import { codeOf, niftiBytes } from "../testdata/nifti-bytes.js";
import { loadNiftiHeader } from "./load-nifti-header.js";
import { loadNiftiHeader as loadInNode } from "./load-nifti-header.node.js";
import { readNiftiHeader } from "./read-nifti-header.js";

const expected = readNiftiHeader(fixtureBytes("int16-n1-le.nii"));

describe("loadNiftiHeader", () => {
  test("gives what readNiftiHeader gives, also from gzip", async () => {
    expect(await loadNiftiHeader(new Blob([fixtureBytes("int16-n1-le.nii")]))).toEqual(expected);
    expect(await loadNiftiHeader(fixtureBytes("single-n1.nii.gz"))).toEqual(expected);
    expect(await loadInNode(fixtureBytes("single-n1.nii.gz"))).toEqual(expected);
  });

  test("reads no further than the first voxel", async () => {
    let given = 0;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (const byte of fixtureBytes("int16-n1-le.nii")) {
        given++;
        yield Uint8Array.of(byte);
      }
    }
    expect(await loadNiftiHeader(pieces())).toEqual(expected);
    expect(given).toBe(352);
  });

  test("takes no more for extensions than it may", async () => {
    const claim = niftiBytes({ fields: { vox_offset: 2 ** 30 } });
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield claim;
      for (;;) yield new Uint8Array(2 ** 16);
    }
    expect(await codeOf(() => loadNiftiHeader(endless(), { maxBytes: 2 ** 20 }))).toBe("TOO_LARGE");
    expect(await codeOf(() => loadNiftiHeader(claim))).toBe("TRUNCATED_DATA");
    async function* endlessPair(): AsyncGenerator<Uint8Array> {
      yield niftiBytes({ singleFile: false });
      for (;;) yield new Uint8Array(2 ** 16);
    }
    expect(await codeOf(() => loadNiftiHeader(endlessPair(), { maxBytes: 2 ** 20 }))).toBe("TOO_LARGE");
  });
});

describe("loadNiftiHeader in Node", () => {
  test("takes either file of a pair", async () => {
    const pair = readNiftiHeader(fixtureBytes("pair-n1.hdr"));
    expect(await loadInNode(fixturePath("pair-n1.hdr"))).toEqual(pair);
    expect(await loadInNode(fixturePath("pair-n1.img"))).toEqual(pair);
  });

  test("says which file it cannot read", async () => {
    expect(await codeOf(() => loadInNode(fixturePath("none.nii")))).toBe("FILE_NOT_READABLE");
  });
});
