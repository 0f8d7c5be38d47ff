import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { writeMat } from "../generate/write-mat.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const generated = generateDataset("dou", { seed: 4, patients: 1 });

async function annotationOf(mat: Uint8Array | string | undefined) {
  const { files } = await generated;
  const [subject] = await readAll("dou", withFiles(files, { "ground_truth/01.mat": mat }));
  return subject?.loadAnnotation();
}

describe("readDou", () => {
  it("counts from 0 what the file counts from 1", async () => {
    const rows = [
      [1, 1, 1],
      [64, 64, 44],
    ];
    expect(await annotationOf(writeMat("cen", rows))).toMatchObject({
      centres: [
        [0, 0, 0],
        [63, 63, 43],
      ],
    });
  });

  it("refuses a centre outside of the image: counted from 0 it would have been one inside", async () => {
    expect(await failureOf(() => annotationOf(writeMat("cen", [[0, 5, 5]])))).toMatch(
      /^INVALID_DATASET: .*\(-1, 4, 4\)/,
    );
    expect(await failureOf(() => annotationOf(writeMat("cen", [[65, 5, 5]])))).toMatch(/64 × 64 × 44 voxels/);
  });

  it("rounds coordinates that are not whole, and says so", async () => {
    expect(await annotationOf(writeMat("cen", [[3.2, 4, 5.9]]))).toMatchObject({
      centres: [[2, 3, 5]],
      warnings: [{ code: "CENTRES_ROUNDED" }],
    });
  });

  it("takes an empty matrix for no microbleed", async () => {
    expect(await annotationOf(writeMat("cen", []))).toMatchObject({ kind: "centres", centres: [] });
  });

  it.each([
    ["another variable", writeMat("centres", [[1, 2, 3]]), /no matrix "cen"; its matrices are: centres/],
    ["two columns", writeMat("cen", [[1, 2]]), /shape 1 × 2/],
    [
      "text",
      "no MAT file, but long enough to be one if only its header were right, which is 128 bytes long. ".repeat(2),
      /CORRUPT/,
    ],
    ["no file", undefined, /table of centres of 01, and there is none/],
  ])("refuses %s", async (_, mat, message) => {
    expect(await failureOf(() => annotationOf(mat))).toMatch(message);
  });
});
