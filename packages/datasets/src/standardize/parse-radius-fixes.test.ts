import { describe, expect, it } from "vitest";
import { failureOf } from "../testdata/read-all.js";
import { parseRadiusFixes } from "./parse-radius-fixes.js";

const HEADER = "studyUID;dataset;x;y;z;radius";
const parse = (...rows: readonly string[]) => parseRadiusFixes([HEADER, ...rows].join("\n"));

describe("parseRadiusFixes", () => {
  it("halves diameters, and keeps voxels as they are counted", () => {
    expect(parse("01;DOU;250;0;75;3.5", "", "11_T0;momeni;3;4;5;2")).toEqual([
      { dataset: "dou", study: "01", lesion: { voxel: [250, 0, 75], radiusMm: 1.75 }, line: 2 },
      { dataset: "momeni", study: "11_T0", lesion: { voxel: [3, 4, 5], radiusMm: 1 }, line: 4 },
    ]);
  });

  it("takes -1 as the whole study", () => {
    expect(parse("00034;RODEJA;-1;-1;-1;-1", "101;VALDO;-1;-1;-1;-1.0")).toEqual([
      { dataset: "rodeja", study: "00034", lesion: undefined, line: 2 },
      { dataset: "valdo", study: "101", lesion: undefined, line: 3 },
    ]);
  });

  it("knows datasets by their published and by their own name", () => {
    const names = ["sMOMENI", "momeni-synth", "crb", "CEREBRIU", "CRBneg"];
    expect(parse(...names.map((name) => `a;${name};1;1;1;1`)).map(({ dataset }) => dataset)).toEqual([
      "momeni-synth",
      "momeni-synth",
      "cerebriu",
      "cerebriu",
      "cerebriu-neg",
    ]);
  });

  it("reads what spreadsheets write: a byte-order mark, CR LF, spaces", () => {
    expect(parseRadiusFixes(`\uFEFF${HEADER}\r\n01 ; DOU; 1;2 ;3;4\r\n`)).toMatchObject([{ study: "01", line: 2 }]);
  });

  it.each([
    ["another header", "id;x", /Line 1 .*"id;x"; wanted: the header studyUID;dataset;x;y;z;radius/],
    ["a value too few", `${HEADER}\n01;DOU;1;2;3`, /Line 2 .*wanted: six values/],
    ["a value too many", `${HEADER}\n01;DOU;1;2;3;4;5`, /Line 2 .*wanted: six values/],
    ["no study", `${HEADER}\n;DOU;1;2;3;4`, /wanted: six values/],
    ["an unknown dataset", `${HEADER}\n01;DUO;1;2;3;4`, /wanted: a dataset/],
    ["a name of Object", `${HEADER}\n01;toString;1;2;3;4`, /wanted: a dataset/],
    ["a study of a dataset without masks", `${HEADER}\n01;DOU;-1;-1;-1;-1`, /wanted: RODEJA or VALDO/],
    ["a voxel below 0", `${HEADER}\n01;DOU;-1;2;3;4`, /wanted: a voxel/],
    ["a broken voxel", `${HEADER}\n01;DOU;1.5;2;3;4`, /wanted: a voxel/],
    ["no voxel", `${HEADER}\n01;DOU;;2;3;4`, /wanted: a voxel/],
    ["a diameter of 0", `${HEADER}\n01;DOU;1;2;3;0`, /wanted: a voxel/],
    ["an endless diameter", `${HEADER}\n01;DOU;1;2;3;Infinity`, /wanted: a voxel/],
    ["a diameter with -1", `${HEADER}\n00034;RODEJA;-1;-1;-1;2`, /wanted: a voxel/],
  ])("refuses %s", async (_, text, message) => {
    const failure = await failureOf(() => parseRadiusFixes(text));
    expect(failure).toMatch(/^INVALID_ARGUMENT: /);
    expect(failure).toMatch(message);
  });
});
