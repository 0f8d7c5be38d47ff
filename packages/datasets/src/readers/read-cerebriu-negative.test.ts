import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const generated = generateDataset("cerebriu-neg", { seed: 4, patients: 2 });

describe("readCerebriuNegative", () => {
  it("prefers SWI where a study has several images, and takes the only one otherwise", async () => {
    const subjects = await readAll("cerebriu-neg", (await generated).files);
    expect(subjects.map(({ imagePath, covariates }) => [imagePath, covariates.sequence])).toEqual([
      ["Data/study001/study001_SWI_1.nii.gz", "SWI"],
      ["Data/study002/study002_T2S_1.nii.gz", "T2S"],
    ]);
  });

  it("warns of images of a study that are not read", async () => {
    const [both, one] = await readAll("cerebriu-neg", (await generated).files);
    expect(both?.warnings).toEqual([
      {
        code: "OTHER_IMAGES_UNREAD",
        message: expect.stringContaining("Data/study001/study001_T2S_1.nii.gz is not read"),
      },
    ]);
    expect(one?.warnings).toEqual([]);
  });

  it("says that there is no lesion", async () => {
    const [subject] = await readAll("cerebriu-neg", (await generated).files);
    expect(await subject?.loadAnnotation()).toMatchObject({ kind: "none", files: [] });
  });

  it("refuses a study with two SWI images, and one with two T2S images alone", async () => {
    const { files } = await generated;
    const image = files.get("Data/study002/study002_T2S_1.nii.gz");
    const more = { "Data/study001/study001_SWI_2.nii.gz": image, "Data/study002/study002_T2S_2.nii.gz": image };
    const subjects = await readAll("cerebriu-neg", withFiles(files, more));
    expect(await failureOf(() => subjects[0]?.loadImage())).toMatch(/INVALID_DATASET: .*there are 2/);
    expect(await failureOf(() => subjects[1]?.loadImage())).toMatch(/INVALID_DATASET: .*there is none/);
  });
});
