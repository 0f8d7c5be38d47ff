import { describe, expect, it } from "vitest";
import { parseCasesCsv } from "./parse-cases-csv.js";

describe("parseCasesCsv", () => {
  it("reads lesions of both sides, scans without lesions, and columns in any order", () => {
    const table = [
      "score,case,side,x,y,z,sizeVoxels,location,reader",
      ',sub-01,reference,-10.5,0,5,12,"Cortex, grey-white",A',
      "0.9,sub-01,prediction,-10,1e0,5,,,",
      ",sub-02,,,,,,,",
      "",
    ].join("\r\n");
    expect(parseCasesCsv(table)).toEqual([
      {
        id: "sub-01",
        reference: [{ centreMm: [-10.5, 0, 5], sizeVoxels: 12, location: "Cortex, grey-white" }],
        prediction: [{ centreMm: [-10, 1, 5], score: 0.9 }],
      },
      { id: "sub-02", reference: [], prediction: [] },
    ]);
  });
  it("keeps a doubled quote and an empty last cell", () => {
    const [scan] = parseCasesCsv(
      'case,side,x,y,z,location\na,reference,1,2,3,"the ""deep"" one"\na,reference,1,2,4,\n',
    );
    expect(scan?.reference.map(({ location }) => location)).toEqual(['the "deep" one', undefined]);
  });
  it("takes the patient from any row of a case, scans without lesions included", () => {
    const table = "case,side,x,y,z,patient\na,reference,1,2,3,p1\na,prediction,1,2,3,\nb,,,,,p1\nc,,,,,\n";
    expect(parseCasesCsv(table).map(({ patient }) => patient)).toEqual(["p1", "p1", undefined]);
  });
  it.each([
    ["two patients for one case", "case,side,x,y,z,patient\na,,,,,p1\na,,,,,p2\n", "line 3 has patient p2"],
    ["a missing column", "case,side,x,y\n", "lacks the column z"],
    ["an empty table", "", "lacks the columns case, side, x, y, z"],
    ["another side", "case,side,x,y,z\na,truth,1,2,3\n", 'line 2 has side "truth"'],
    ["a centre that is none", "case,side,x,y,z\na,reference,1,,3\n", 'line 2 has "" for y'],
    ["a score that is none", "case,side,x,y,z,score\na,reference,1,2,3,high\n", 'line 2 has "high" for score'],
    ["a row without a case", "case,side,x,y,z\n,reference,1,2,3\n", "line 2 names no case"],
    [
      "a size that no lesion has",
      "case,side,x,y,z,sizeVoxels\na,reference,1,2,3,4\na,reference,1,2,3,-4\n",
      "line 3 has -4 for sizeVoxels",
    ],
    ["a row with a score alone", "case,side,x,y,z,score\na,,,,,0.5\n", 'line 2 has side ""'],
    ["a decimal comma", "case,side,x,y,z\na,reference,1,5,2,3\n", "line 2 has 6 cells for 5 columns"],
    ["a column named twice", "case,side,x,y,z,x\na,reference,1,2,3,4\n", "line 1 names the column x twice"],
  ])("refuses %s and names the line", (_, table, part) => {
    expect(() => parseCasesCsv(table)).toThrow(part);
  });
});
