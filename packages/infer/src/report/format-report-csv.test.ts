import { affineFromSpacing, createVolume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultOf } from "../testdata/result-of.js";
import { formatReportCsv } from "./format-report-csv.js";

const HEADER =
  "id,x_mm,y_mm,z_mm,i,j,k,score,certainty,volume_mm3,diameter_mm,elongation,contrast,zone,side,bombs,mars\r\n";
const volume = createVolume(new Float32Array(1000), [10, 10, 10], affineFromSpacing([0.5, 0.5, 2], [-2, -3, -4]));

describe("formatReportCsv", () => {
  it("writes one row for each microbleed in the order of the report, in RAS mm and in voxels", () => {
    const csv = formatReportCsv(resultOf(volume, [{ voxel: [1, 2, 3] }, { voxel: [9, 9, 0], certainty: "possible" }]));
    const diameter = 2 * Math.cbrt((3 * 0.5) / (4 * Math.PI));
    expect(csv).toBe(
      `${HEADER}1,-1.5,-2,2,1,2,3,0.9,definite,0.5,${diameter},0.75,0.5,,,,\r\n` +
        `2,2.5,1.5,-4,9,9,0,0.8,possible,0.5,${diameter},0.75,0.5,,,,\r\n`,
    );
  });

  it("writes the header row alone where there is no microbleed", () => {
    expect(formatReportCsv(resultOf(volume, []))).toBe(HEADER);
  });

  it("quotes a name that holds a comma, a quote or a line break, and doubles the quotes within", () => {
    const region = { bombs: 'Thalamus, "left"', zone: "deep", mars: "two\nlines", side: "left" } as const;
    const csv = formatReportCsv(resultOf(volume, [{ voxel: [0, 0, 0], region }]));
    expect(csv.endsWith(',deep,left,"Thalamus, ""left""","two\nlines"\r\n')).toBe(true);
  });

  describe("properties", () => {
    it("gives every number and name of the report back to a reader of RFC 4180", () => {
      const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
      fc.assert(
        fc.property(finite, finite, fc.string(), (score, x, name) => {
          const result = resultOf(volume, [
            { voxel: [x, 0, 0], region: { bombs: name, zone: "lobar", mars: name, side: "right" } },
          ]);
          const microbleeds = result.microbleeds.map((microbleed) => ({ ...microbleed, score }));
          const [, row = []] = readCsv(formatReportCsv({ ...result, microbleeds }));
          expect(Number(row[7])).toBe(score + 0);
          expect(Number(row[4])).toBe(x + 0);
          expect(row.slice(15)).toEqual([name, name]);
        }),
      );
    });
  });
});

/** Rows and fields by the grammar of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    let field = "";
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") field += text[at++];
    }
    rows.at(-1)?.push(field);
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      at += 2;
      rows.push([]);
    } else throw new Error(`neither a comma nor a line end at ${at}`);
  }
  return rows;
}
