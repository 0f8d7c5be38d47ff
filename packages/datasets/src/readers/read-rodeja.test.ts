import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const IMAGE = "cmb_annotations/cph_annotated/images/00006.nii.gz";
const MASK = "cmb_annotations/Annotations/batch0/00006mask.nii";
const generated = generateDataset("rodeja", { seed: 4, patients: 1 });

describe("readRodeja", () => {
  it("numbers the labels from 1 without gaps, in their order", async () => {
    const { files, series } = await generated;
    const [subject] = await readAll("rodeja", files);
    const annotation = await subject?.loadAnnotation();
    if (annotation?.kind !== "mask") throw new Error("a mask is expected");
    expect([...new Set(annotation.labels.data)].sort()).toEqual([
      0,
      ...(series[0]?.centres ?? []).map((_, n) => n + 1),
    ]);
  });

  it("refuses two images of one id", async () => {
    const { files } = await generated;
    const twice = withFiles(files, { "cmb_annotations/cph_annotated_mip/images/00006.nii.gz": files.get(IMAGE) });
    const [subject] = await readAll("rodeja", twice);
    expect(subject?.imagePath).toBeUndefined();
    expect(await failureOf(() => subject?.loadImage())).toMatch(/INVALID_DATASET: .*image 00006, and there are 2/);
    expect(await failureOf(() => subject?.loadAnnotation())).toMatch(/there are 2/);
  });

  it("refuses two masks of one id, and takes none of an id that ends alike", async () => {
    const { files } = await generated;
    const mask = files.get(MASK);
    const twice = withFiles(files, { "cmb_annotations/Annotations/batch1/00006mask.nii": mask });
    const [two] = await readAll("rodeja", twice);
    expect(await failureOf(() => two?.loadAnnotation())).toMatch(/mask of 00006, and there are 2/);
    const alike = withFiles(files, { [MASK]: undefined, "cmb_annotations/Annotations/batch0/100006mask.nii": mask });
    const [none] = await readAll("rodeja", alike);
    expect(await failureOf(() => none?.loadAnnotation())).toMatch(/there is none/);
  });
});
