import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { writeSheet } from "../generate/write-sheet.js";
import { seriesUid } from "../series-uid.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const REAL = "data/PublicDataShare_2020/rCMBInformationInfo.xlsx";
const generated = generateDataset("momeni-synth", { seed: 4, patients: 2 });

describe("readMomeniSynth", () => {
  it("labels the real microbleeds of a scan beside the synthetic ones", async () => {
    const { files, series } = await generated;
    const labelled = await readAll("momeni-synth", files);
    const published = await readAll("momeni-synth", files, { realMicrobleeds: "published" });
    const first = await labelled[0]?.loadAnnotation();
    const bare = await published[0]?.loadAnnotation();
    expect(first).toMatchObject({ kind: "centres", centres: series[0]?.centres });
    // The generator adds two.
    expect(bare).toMatchObject({ kind: "centres", centres: series[0]?.centres.slice(0, 2) });
    expect(bare?.warnings.map(({ code }) => code)).toEqual(["REAL_MICROBLEEDS_UNLABELLED"]);
    expect(first?.warnings.map(({ code }) => code)).not.toContain("REAL_MICROBLEEDS_UNLABELLED");
  });

  it("gives scans without real microbleeds the same labels either way", async () => {
    const { files } = await generated;
    const [labelled, published] = [
      await readAll("momeni-synth", files),
      await readAll("momeni-synth", files, { realMicrobleeds: "published" }),
    ];
    expect(labelled.at(-1)?.series.synthetic).toBe("sCMB");
    expect(await labelled.at(-1)?.loadAnnotation()).toEqual(await published.at(-1)?.loadAnnotation());
  });

  it("needs the workbook of the real ones only to label them", async () => {
    const files = withFiles((await generated).files, { [REAL]: undefined });
    expect(await failureOf(() => readAll("momeni-synth", files))).toMatch(
      /rCMBInformationInfo.xlsx, and there is none/,
    );
    const published = await readAll("momeni-synth", files, { realMicrobleeds: "published" });
    expect(await failureOf(() => published[0]?.loadAnnotation())).toBe("none");
  });

  it("refuses to label a scan whose real microbleeds have no row", async () => {
    const other = writeSheet([["99_T0", 1, 2, 3]]);
    const subjects = await readAll("momeni-synth", withFiles((await generated).files, { [REAL]: other }));
    expect(await failureOf(() => subjects[0]?.loadAnnotation())).toMatch(/INVALID_DATASET: .*no row for 11_T0/);
  });

  it("shares patients with the real scans, and names version and kind in the published id", async () => {
    const [subject] = await readAll("momeni-synth", (await generated).files);
    expect(subject).toMatchObject({ id: "11_T0_rsCMB_V1", patientUid: "11mom" });
    expect(subject && seriesUid(subject, 10)).toBe("sMOMENI-11_T0_V1-rsCMB-10");
  });
});
