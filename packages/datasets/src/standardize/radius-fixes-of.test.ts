import { describe, expect, it } from "vitest";
import { parseRadiusFixes } from "./parse-radius-fixes.js";
import { radiusFixesOf } from "./radius-fixes-of.js";

const FIXES = parseRadiusFixes(
  [
    "studyUID;dataset;x;y;z;radius",
    "101;VALDO;1;2;3;4",
    "sub-101;VALDO;-1;-1;-1;-1",
    "101;DOU;5;5;5;5",
    "1;VALDO;6;6;6;6",
    "00034;RODEJA;-1;-1;-1;-1",
  ].join("\n"),
);
const series = (stem: string) => ({ stem, synthetic: undefined });

describe("radiusFixesOf", () => {
  it("finds the rows of a series by its id and by the middle of its published id, within its dataset", () => {
    const found = radiusFixesOf(FIXES, { dataset: "valdo", id: "sub-101", series: series("101") });
    expect(found.rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(found.correctedRadii).toEqual([{ voxel: [1, 2, 3], radiusMm: 2 }]);
    expect(found.spheres).toEqual({});
  });

  it("gives balls of 0.3 of the radius to studies of RODEJA, as published", () => {
    const found = radiusFixesOf(FIXES, { dataset: "rodeja", id: "00034", series: series("00034") });
    expect(found.spheres).toEqual({ radiusFactor: 0.3, dilateUpToVoxels: 0 });
  });

  it("finds nothing for others", () => {
    const none = { spheres: undefined, correctedRadii: [], rows: [] };
    expect(radiusFixesOf(FIXES, { dataset: "momeni", id: "101", series: series("101") })).toEqual(none);
  });
});
