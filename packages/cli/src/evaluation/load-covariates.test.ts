import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { covariateTable, loadCovariates } from "./load-covariates.js";

const PARTICIPANTS = "participant_id\tage\tsex\tscore\nsub-01\t61\tF\t1\nsub-02\tn/a\tM\tx\n";

describe("covariateTable", () => {
  it("gives a participant's row to each of its scans, and names the patient", () => {
    const table = covariateTable("participants.tsv", PARTICIPANTS);
    const wanted = { covariates: { age: 61, sex: "F", score: "1" }, patient: "sub-01" };
    expect(table.of("sub-01")).toEqual(wanted);
    expect(table.of("sub-01_ses-2_T2starw")).toEqual(wanted);
    expect(table.of("sub-011")).toEqual({ covariates: { age: null, sex: null, score: null }, patient: undefined });
  });
  it("reads a column as numbers where all its known cells are", () => {
    const table = covariateTable("participants.tsv", PARTICIPANTS);
    expect(table.of("sub-02").covariates).toEqual({ age: null, sex: "M", score: "x" });
    expect([...table.values]).toEqual([
      ["age", [61]],
      ["sex", ["F", "M"]],
      ["score", ["1", "x"]],
    ]);
  });
  it("names the scan by its file, and the patient by a column of its own", () => {
    const table = covariateTable("t.csv", "filename,patient,site\nx/case1_gt.nii.gz,P9,Bonn\n");
    expect(table.of("case1")).toEqual({ covariates: { site: "Bonn" }, patient: "P9" });
    expect(table.of("case1_gt").patient).toBe("P9");
  });
  it("names the rows whose scan is none of those there are", () => {
    expect(covariateTable("t.tsv", PARTICIPANTS).unused(["sub-02_ses-1"])).toEqual(["sub-01"]);
  });
  it.each([
    ["a table that names no scan", "age,sex\n1,F\n", "has no column that names the scan"],
    ["two rows for a scan", "id,age\na,1\na,2\n", "two rows for a"],
  ])("refuses %s", (_, text, message) => {
    try {
      covariateTable("t.csv", text);
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_CASE") && error.message).toContain(message);
    }
  });
});

describe("loadCovariates", () => {
  it("says which file is missing", async () => {
    const error: unknown = await loadCovariates("/nowhere/t.tsv").catch((each: unknown) => each);
    expect(isCmbError(error, "FILE_NOT_READABLE") && error.details.path).toBe("/nowhere/t.tsv");
  });
});
