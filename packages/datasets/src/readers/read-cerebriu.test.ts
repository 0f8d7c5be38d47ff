import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const TASKS = "study001/tasks.json";
const generated = generateDataset("cerebriu", { seed: 4, patients: 1 });

const tasks = (series: unknown, more: object = {}): string => JSON.stringify([{ name: "study001", series, ...more }]);

async function annotationOf(content: string | undefined) {
  const { files } = await generated;
  const [subject] = await readAll("cerebriu", withFiles(files, { [TASKS]: content }));
  return subject?.loadAnnotation();
}

describe("readCerebriu", () => {
  it("splits a label into lesions that are more than 10 mm apart, and keeps its attributes with each", async () => {
    const { files } = await generated;
    const [subject] = await readAll("cerebriu", files);
    const { notes } = (await subject?.loadAnnotation()) ?? {};
    expect(notes?.map(({ lesion, sourceLabel }) => [lesion, sourceLabel])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(notes?.[1]?.attributes).toMatchObject({ Multiple: true, Cause: "CAA" });
  });

  it("splits by the published cut, which is less than 10 mm on voxels of more than 1 mm, when asked", async () => {
    // On voxels of 0.9 × 0.9 × 3 mm the mean is 1.6 mm, and the cut 6.25 mm: a ball of 2 mm stays whole.
    const { files } = await generated;
    const [subject] = await readAll("cerebriu", files, { clusterCut: "published" });
    expect((await subject?.loadAnnotation())?.notes).toHaveLength(3);
  });

  it("takes only labels of the class CMB, and says which it left out", async () => {
    const segmentMap = { "1": { category: ["object", "CMB"], attributes: [{ name: "Uncertain", value: true }] } };
    const annotation = await annotationOf(tasks([{ name: "SWI_1", segmentMap }]));
    expect(annotation).toMatchObject({ kind: "mask", count: 2, notes: [{ attributes: { Uncertain: true } }, {}] });
    expect(annotation?.warnings[0]?.message).toMatch(/2 \(in no task\), 5 \(in no task\)/);
  });

  it("says which labels have no voxel, and that a reader left the study out", async () => {
    const segmentMap = { "1": { category: "CMB" }, "8": { category: "CMB" } };
    const classification = { attributes: { Include: "artifact" } };
    const annotation = await annotationOf(tasks([{ name: "SWI_1", segmentMap }], { classification }));
    expect(annotation?.warnings.map(({ code }) => code)).toEqual([
      "LABELS_IGNORED",
      "LABELS_MISSING",
      "EXCLUDED_BY_READER",
    ]);
  });

  it("finds its series by name among several", async () => {
    const other = { name: "T2S_2", segmentMap: {} };
    const own = { name: "SWI_1", segmentMap: { "2": { category: "CMB" } } };
    expect(await annotationOf(tasks([other, own]))).toMatchObject({ count: 1 });
  });

  it.each([
    ["no file", undefined, /tasks.json of study001\/, and there is none/],
    ["text that is no JSON", "{", /no JSON/],
    ["an object", "{}", /a list of tasks/],
    ["two series of other names", tasks([{ name: "a" }, { name: "b" }]), /2 series, 0 of that name/],
    ["a label that is no number", tasks([{ name: "SWI_1", segmentMap: { one: {} } }]), /"one"/],
  ])("refuses %s", async (_, content, message) => {
    expect(await failureOf(() => annotationOf(content))).toMatch(message);
  });

  it("refuses two images of one series", async () => {
    const { files } = await generated;
    const image = files.get("study001/images/SWI_1/SWI_1.nii.gz");
    const [subject] = await readAll("cerebriu", withFiles(files, { "study001/images/SWI_1/again.nii.gz": image }));
    expect(await failureOf(() => subject?.loadImage())).toMatch(/INVALID_DATASET: .*there are 2/);
  });

  it("gives each of several series of a study an id of its own and the same patient", async () => {
    const { files } = await generated;
    const image = files.get("study001/images/SWI_1/SWI_1.nii.gz");
    const subjects = await readAll("cerebriu", withFiles(files, { "study001/images/T2S_2/a.nii.gz": image }));
    expect(subjects.map(({ id, patientUid, covariates }) => [id, patientUid, covariates.sequence])).toEqual([
      ["study001_SWI_1", "study001", "SWI"],
      ["study001_T2S_2", "study001", "T2S"],
    ]);
  });
});
