import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { writeSheet } from "../generate/write-sheet.js";
import { seriesUid } from "../series-uid.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const TABLE = "data/PublicDataShare_2020/rCMBInformationInfo.xlsx";
const generated = generateDataset("momeni", { seed: 4, patients: 2 });

describe("readMomeni", () => {
  it("lists every scan, with its visit, under one patient", async () => {
    const subjects = await readAll("momeni", (await generated).files);
    expect(subjects.map(({ id, patientUid, covariates }) => [id, patientUid, covariates.visit])).toEqual([
      ["11_T0", "11mom", "T0"],
      ["11_T1", "11mom", "T1"],
      ["12_T0", "12mom", "T0"],
      ["12_T1", "12mom", "T1"],
    ]);
    expect(subjects.map((subject, n) => seriesUid(subject, n))).toEqual([
      "MOMENI-11_T0-H",
      "MOMENI-11_T1-CMB-1",
      "MOMENI-12_T0-CMB-2",
      "MOMENI-12_T1-CMB-3",
    ]);
  });

  it("takes scans of the other folder for free of microbleeds", async () => {
    const subjects = await readAll("momeni", (await generated).files);
    expect((await subjects[2]?.loadAnnotation())?.kind).toBe("none");
  });

  it("leaves out a second centre that equals one or is its face neighbour, and not one at its edge", async () => {
    const { files } = await generated;
    const row = ["11_T0", 10, 10, 10, 10, 10, 10, 11, 10, 10, 11, 11, 10];
    const [subject] = await readAll("momeni", withFiles(files, { [TABLE]: writeSheet([row, ["11_T1", 5, 5, 5]]) }));
    expect(await subject?.loadAnnotation()).toMatchObject({
      centres: [
        [9, 9, 9],
        [10, 10, 9],
      ],
      warnings: [{ code: "DUPLICATE_CENTRES" }],
    });
  });

  it("refuses a scan of the folder with microbleeds that has no row, and a folder without its workbook", async () => {
    const { files } = await generated;
    const subjects = await readAll("momeni", withFiles(files, { [TABLE]: writeSheet([["11_T0", 5, 5, 5]]) }));
    expect(await failureOf(() => subjects[0]?.loadAnnotation())).toBe("none");
    expect(await failureOf(() => subjects[1]?.loadAnnotation())).toMatch(/INVALID_DATASET: .*no centre for 11_T1/);
    expect(await failureOf(() => readAll("momeni", withFiles(files, { [TABLE]: undefined })))).toMatch(
      /workbook rCMBInformationInfo.xlsx, and there is none/,
    );
  });

  it("gives a scan whose name has no visit a patient of its own, and says so", async () => {
    const { files } = await generated;
    const image = files.get("data/PublicDataShare_2020/NoCMBSubject/12_T0.nii.gz");
    const odd = withFiles(files, { "data/PublicDataShare_2020/NoCMBSubject/odd.nii.gz": image });
    const subjects = await readAll("momeni", odd);
    expect(subjects.at(-1)).toMatchObject({ patientUid: "oddmom", warnings: [{ code: "VISIT_UNKNOWN" }] });
  });
});
