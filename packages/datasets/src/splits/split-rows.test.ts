import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";
import { splitByPatient } from "./split-by-patient.js";
import { type CountedSubject, splitRows } from "./split-rows.js";
import { stratifyLabel } from "./stratify-label.js";

async function counted(patients: number): Promise<readonly CountedSubject[]> {
  const { files, series } = await generateDataset("momeni", { seed: 3, patients });
  const subjects = await readAll("momeni", files);
  return subjects.map((subject, n) => ({ subject, microbleeds: series[n]?.centres.length ?? 0 }));
}

describe("splitRows", () => {
  it("takes health and burden from all scans of a patient, and the rest from study and header", async () => {
    const [first, second, ...others] = await counted(1);
    if (first === undefined || second === undefined) throw new Error("two visits are expected");
    expect(others).toEqual([]);
    const rows = splitRows([
      { ...first, microbleeds: 0 },
      { ...second, microbleeds: 7 },
    ]);
    expect(rows.map(stratifyLabel)).toEqual(["MOMENI-no-SWI-low-3-high-20.0", "MOMENI-no-SWI-low-3-high-20.0"]);
    expect(rows.map(({ seriesUid }) => seriesUid)).toEqual(["MOMENI-11_T0-H", "MOMENI-11_T1-CMB-7"]);
  });

  it("gives what splitByPatient takes: no patient is on both sides", async () => {
    const rows = splitRows(await counted(9));
    const { train, valid } = splitByPatient(rows, { validFraction: 0.34, smallStrata: "join" });
    const patients = (side: readonly string[]) => new Set(side.map((uid) => uid.replace(/_.*/, "")));
    expect(patients(valid).size).toBe(4);
    expect([...patients(train)].filter((patient) => patients(valid).has(patient))).toEqual([]);
  });

  it("refuses a series whose header could not be read", async () => {
    const { files, series } = await generateDataset("momeni", { seed: 3, patients: 1 });
    const [subject] = await readAll("momeni", withFiles(files, { [series[0]?.imagePath ?? ""]: "broken" }));
    if (subject === undefined) throw new Error("a subject is expected");
    expect(await failureOf(() => splitRows([{ subject, microbleeds: 1 }]))).toMatch(/INVALID_ARGUMENT: .*11_T0/);
  });
});
