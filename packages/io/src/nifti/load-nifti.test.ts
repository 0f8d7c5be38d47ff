import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Progress } from "@cmb/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureBytes, fixturePath } from "../testdata/nibabel-fixtures.js";
import { codeOf, inPieces, niftiBytes } from "../testdata/nifti-bytes.js";
import { isPair, loadNifti } from "./load-nifti.js";
import { loadNifti as loadInNode, openPath } from "./load-nifti.node.js";
import { readNifti } from "./read-nifti.js";
import { writeNifti } from "./write-nifti.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmb-load-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("loadNifti", () => {
  test("tells gzip by its bytes", async () => {
    const image = await loadNifti(new File([fixtureBytes("single-n1.nii.gz")], "scan.nii"));
    expect(image).toEqual(readNifti(fixtureBytes("int16-n1-le.nii")));
  });

  test("takes the header and the image of a pair from different sources", async () => {
    const pair = { header: fixtureBytes("pair-n2.hdr"), image: inPieces(fixtureBytes("pair-n2.img"), 5) };
    expect((await loadNifti(pair)).volume).toEqual(readNifti(fixtureBytes("int16-n2-le.nii")).volume);
  });

  test("opens no image that the header does not ask for", async () => {
    const image = new URL("http://127.0.0.1:1/none");
    expect((await loadNifti({ header: fixtureBytes("int16-n1-le.nii"), image })).volume.shape).toEqual([3, 4, 2]);
  });

  test("reports progress in bytes, to the last one", async () => {
    const reports: Progress[] = [];
    await loadNifti(fixtureBytes("five-d.nii.gz"), {
      volumeIndex: 2,
      onProgress: (progress) => reports.push(progress),
    });
    expect(reports.at(-1)).toEqual({ stage: "reading voxels", completed: 288, total: 288 });
  });

  test("stops in the middle of a stream with the signal's reason", async () => {
    const file = writeNifti({
      data: new Uint8Array(1e6),
      shape: [100, 100, 100],
      affine: readNifti(niftiBytes()).affine,
    });
    const stop = new AbortController();
    async function* slow(): AsyncGenerator<Uint8Array> {
      for await (const piece of inPieces(file, 1e5)) {
        yield piece;
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (piece.byteOffset > 3e5) stop.abort("enough");
      }
    }
    await expect(loadNifti(slow(), { signal: stop.signal })).rejects.toBe("enough");
  });

  test("takes no memory for a volume that the source is too short for", async () => {
    const claim = niftiBytes({ dim: [1024, 1024, 1024] });
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(() => loadNifti(claim))).toBe("TRUNCATED_DATA");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });
});

describe("loadNifti in Node", () => {
  test("finds the other file of a pair, compressed or not", async () => {
    const header = fixtureBytes("pair-n1.hdr");
    const packed = new Uint8Array(
      await new Response(new Blob([header]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
    );
    await writeFile(join(folder, "mixed.hdr.gz"), packed);
    await writeFile(join(folder, "mixed.img"), fixtureBytes("pair-n1.img"));
    const expected = readNifti(header, { imageBytes: fixtureBytes("pair-n1.img") });
    expect(await loadInNode(join(folder, "mixed.hdr.gz"))).toEqual(expected);
    expect(await loadInNode(join(folder, "mixed.img"))).toEqual(expected);
  });

  test.each(["none.nii", "none.hdr", "none.img.gz", "."])("says which file %s is that it cannot read", async (name) => {
    expect(await codeOf(() => loadInNode(join(folder, name)))).toBe("FILE_NOT_READABLE");
  });

  test("says that the image of a pair is missing", async () => {
    await writeFile(join(folder, "alone.hdr"), fixtureBytes("pair-n1.hdr"));
    await expect(loadInNode(join(folder, "alone.hdr"))).rejects.toThrow("alone.img could not be read");
  });
});

test("isPair asks for both parts", () => {
  expect(isPair({ header: new Uint8Array(1), image: new Uint8Array(1) })).toBe(true);
  expect(isPair(new Blob([]))).toBe(false);
});

test("openPath gives a cursor over the inflated file", async () => {
  const cursor = await openPath(fixturePath("single-n1.nii.gz"), undefined);
  const start = new Uint8Array(4);
  await cursor.fill(start);
  cursor.close();
  expect(new DataView(start.buffer).getInt32(0, true)).toBe(348);
});
