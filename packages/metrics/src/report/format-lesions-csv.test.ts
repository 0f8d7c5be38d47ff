import { describe, expect, it } from "vitest";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { formatLesionsCsv } from "./format-lesions-csv.js";

describe("formatLesionsCsv", () => {
  it("writes one row for each lesion with its place, outcome and reason", () => {
    const lines = formatLesionsCsv([reportOf(REPORTED_SCANS.slice(0, 1))])
      .trimEnd()
      .split("\r\n");
    expect(lines[0]).toBe(
      "system,protocol,case,side,number,outcome,x_mm,y_mm,z_mm,i,j,k,size_voxels,score,location,matched_to,why",
    );
    expect(lines[1]).toMatch(
      /^,centroid-3mm,one,reference,1,found,0,0,0,,,,4,,lobar,1,"?reference 1 is matched to prediction 1/,
    );
    expect(lines[2]).toMatch(/,reference,2,missed,50,0,0,,,,,,deep,,reference 2 has no match/);
    expect(lines).toHaveLength(6);
  });
  it("keeps a spreadsheet from running a name as a formula", () => {
    const scan = { id: "=1+1", reference: [{ centreMm: [0, 0, 0] as const }], prediction: [] };
    expect(formatLesionsCsv([reportOf([scan])])).toContain(",'=1+1,reference");
  });
});
