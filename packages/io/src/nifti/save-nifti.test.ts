import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { affineFromSpacing, type Progress, type Volume } from "@cmb/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { loadNifti } from "./load-nifti.node.js";
import { saveNifti } from "./save-nifti.node.js";
import { writeNifti } from "./write-nifti.js";
import { writeNiftiPair } from "./write-nifti-pair.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmb-save-"));
});
afterEach(() => rm(folder, { recursive: true }));

const volume: Volume<Int16Array> = {
  data: Int16Array.from({ length: 60 }, (_, n) => n * n),
  shape: [3, 4, 5],
  affine: affineFromSpacing([1, 2, 3]),
};
const large: Volume = {
  data: Float32Array.from({ length: 2 ** 21 }, (_, n) => Math.sin(n)),
  shape: [128, 128, 128],
  affine: affineFromSpacing([1, 1, 1]),
};
const inFolder = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(folder, name)));

describe("saveNifti", () => {
  test("writes what writeNifti and writeNiftiPair give", async () => {
    const { headerBytes, imageBytes } = writeNiftiPair(volume, { version: 2 });
    await saveNifti(volume, join(folder, "a.nii"));
    await saveNifti(volume, join(folder, "a.nii.gz"));
    await saveNifti(volume, join(folder, "b.img"), { version: 2 });
    await saveNifti(volume, join(folder, "c.hdr.gz"), { version: 2 });
    expect((await readdir(folder)).sort()).toEqual(["a.nii", "a.nii.gz", "b.hdr", "b.img", "c.hdr.gz", "c.img.gz"]);
    expect(await inFolder("a.nii")).toEqual(writeNifti(volume));
    expect(new Uint8Array(gunzipSync(await inFolder("a.nii.gz")))).toEqual(writeNifti(volume));
    expect([await inFolder("b.hdr"), await inFolder("b.img")]).toEqual([headerBytes, imageBytes]);
    expect(new Uint8Array(gunzipSync(await inFolder("c.img.gz")))).toEqual(imageBytes);
  });

  test("gives back a volume of many pieces", async () => {
    for (const name of ["large.nii", "large.nii.gz"]) {
      await saveNifti(large, join(folder, name));
      const { data, ...grid } = (await loadNifti(join(folder, name))).volume;
      expect(grid).toEqual({ shape: large.shape, affine: large.affine });
      expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(large.data.buffer))).toBe(0);
    }
  });

  test("gives the same bytes each time, with no time and no system in the gzip header", async () => {
    await saveNifti(volume, join(folder, "a.nii.gz"));
    await saveNifti(volume, join(folder, "b.nii.gz"));
    expect(await inFolder("a.nii.gz")).toEqual(await inFolder("b.nii.gz"));
    expect([...(await inFolder("a.nii.gz")).subarray(3, 8)]).toEqual([0, 0, 0, 0, 0]);
    expect((await inFolder("a.nii.gz"))[9]).toBe(255);
  });

  test("compresses harder when asked", async () => {
    await saveNifti(volume, join(folder, "none.nii.gz"), { compressionLevel: 0 });
    await saveNifti(volume, join(folder, "most.nii.gz"), { compressionLevel: 9 });
    expect((await inFolder("most.nii.gz")).length).toBeLessThan((await inFolder("none.nii.gz")).length);
    for (const compressionLevel of [-1, 10, 1.5]) {
      expect(await codeOf(() => saveNifti(volume, join(folder, "x.nii.gz"), { compressionLevel }))).toBe(
        "OUT_OF_RANGE",
      );
    }
  });

  test("replaces a file that is there", async () => {
    await writeFile(join(folder, "a.nii"), "old");
    await saveNifti(volume, join(folder, "a.nii"));
    expect(await inFolder("a.nii")).toEqual(writeNifti(volume));
  });

  test("leaves nothing but what was there when it fails", async () => {
    await writeFile(join(folder, "a.nii"), "old");
    expect(await codeOf(() => saveNifti(volume, join(folder, "a.nii"), { dataType: "int8" }))).toBe(
      "NOT_REPRESENTABLE",
    );
    expect(await codeOf(() => saveNifti(volume, join(folder, "none", "a.nii.gz")))).toBe("FILE_NOT_WRITABLE");
    expect(await codeOf(() => saveNifti(volume, join(folder, "a.mgz")))).toBe("INVALID_ARGUMENT");
    expect(await readdir(folder)).toEqual(["a.nii"]);
    expect(await readFile(join(folder, "a.nii"), "utf8")).toBe("old");
  });

  test.each(["large.nii", "large.nii.gz", "large.hdr.gz"])(
    "leaves nothing of %s when it is aborted half way",
    async (name) => {
      const stop = new AbortController();
      const onProgress = ({ completed, total }: Progress): void => {
        if (completed > 0 && completed < total) stop.abort("enough");
      };
      await expect(saveNifti(large, join(folder, name), { signal: stop.signal, onProgress })).rejects.toBe("enough");
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test("leaves neither file of a pair when the second cannot be put in its place", async () => {
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(folder, "p.hdr"));
    expect(await codeOf(() => saveNifti(volume, join(folder, "p.img")))).toBe("FILE_NOT_WRITABLE");
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("reports progress in bytes, to the last one", async () => {
    for (const name of ["a.nii", "a.nii.gz", "a.hdr"]) {
      const reports: Progress[] = [];
      await saveNifti(volume, join(folder, name), { onProgress: (progress) => reports.push(progress) });
      expect(reports.at(-1)).toEqual({ stage: "writing voxels", completed: 472, total: 472 });
    }
  });
});
