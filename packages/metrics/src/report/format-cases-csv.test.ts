import { expect, it } from "vitest";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { formatCasesCsv } from "./format-cases-csv.js";

const rowsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

it("formatCasesCsv writes one row for each scan, system and protocol", () => {
  const first = reportOf(REPORTED_SCANS, { system: "a" });
  const [header = [], ...rows] = rowsOf(formatCasesCsv([first, reportOf(REPORTED_SCANS, { system: "b" })]));
  expect(header.slice(0, 6)).toEqual(["system", "protocol", "case", "patient", "truePositives", "falsePositives"]);
  expect(rows.map((row) => row.slice(0, 6))).toEqual([
    ["a", "centroid-3mm", "one", "P1", "1", "2"],
    ["a", "centroid-3mm", "two", "P1", "1", "0"],
    ["a", "centroid-3mm", "three", "", "0", "0"],
    ["a", "centroid-3mm", "four", "", "0", "0"],
    ["b", "centroid-3mm", "one", "P1", "1", "2"],
    ["b", "centroid-3mm", "two", "P1", "1", "0"],
    ["b", "centroid-3mm", "three", "", "0", "0"],
    ["b", "centroid-3mm", "four", "", "0", "0"],
  ]);
  const at = (name: string): string[] => rows.slice(0, 4).map((row) => row[header.indexOf(name)] ?? "absent");
  // Precision of nothing predicted is undefined: empty, not 0.
  expect(at("precision")).toEqual(["0.3333333333333333", "1", "", ""]);
  expect(at("covariate.echoTimeMs")).toEqual(["20", "", "", ""]);
});
