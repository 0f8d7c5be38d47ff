import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { parseCases } from "./parse-cases.js";

const lesion = { centreVoxel: [1, 2, 3], sizeVoxels: 4, score: 0.5 };
const good = {
  id: "a",
  spacingMm: [1, 1, 2],
  reference: [lesion],
  prediction: [lesion],
  overlap: [[0, 0, 3]],
  covariates: { sequence: "SWI", echoTimeMs: 20, thickness: null },
};

function messageOf(entry: unknown): string {
  try {
    parseCases({ cases: [entry] });
    return "";
  } catch (error) {
    return isCmbError(error, "INVALID_ARGUMENT") ? error.message : "another error";
  }
}

describe("parseCases", () => {
  it("reads the documented form whole", () => {
    expect(parseCases({ cases: [good] })).toEqual([good]);
    expect(parseCases([good])).toHaveLength(1);
  });
  it("keeps the weighted voxels of a soft reference", () => {
    expect(parseCases([{ ...good, overlap: [[0, 0, 3, 1.5]] }])[0]?.overlap).toEqual([[0, 0, 3, 1.5]]);
  });
  it("reads voxel sums, of binary masks without the soft ones", () => {
    const voxelSums = { both: 3, referenceOnly: 1, predictionOnly: 2 };
    expect(parseCases([{ ...good, voxelSums }])[0]?.voxelSums).toEqual({
      ...voxelSums,
      softReference: 4,
      softPrediction: 5,
      softProduct: 3,
      grid: 6,
    });
    const soft = { ...voxelSums, softReference: 2.5, softPrediction: 3.5, softProduct: 1.25, grid: 99 };
    expect(parseCases([{ ...good, voxelSums: soft }])[0]?.voxelSums).toEqual(soft);
    expect(messageOf({ ...good, voxelSums: { both: 3, referenceOnly: 1 } })).toContain("voxelSums.predictionOnly");
    expect(messageOf({ ...good, voxelSums: { ...voxelSums, both: -1 } })).toContain("voxelSums.both");
  });
  it("takes null for a field that is missing", () => {
    const nothing = { patient: null, overlap: null, covariates: null, dilatedOverlap: null, voxelSums: null };
    const { overlap: _overlap, covariates: _covariates, ...rest } = good;
    const bare = { ...good, ...nothing, reference: [{ ...lesion, location: null, features: null }] };
    expect(parseCases([bare])).toEqual([rest]);
  });
  it("passes unknown fields over", () => {
    expect(parseCases({ cases: [{ ...good, note: "x" }] })).toEqual([good]);
  });
  it.each([
    ["a missing id", { ...good, id: "" }, "cases[0].id"],
    ["a missing list", { ...good, prediction: undefined }, "cases[0].prediction"],
    ["a centre of two numbers", { ...good, reference: [{ centreVoxel: [1, 2] }] }, "three finite numbers"],
    ["a centre of text", { ...good, reference: [{ centreVoxel: [1, 2, "3"] }] }, "three finite numbers"],
    ["no centre", { ...good, reference: [{ sizeVoxels: 3 }] }, "centreVoxel or centreMm"],
    ["voxels without spacing", { ...good, spacingMm: undefined }, "need spacingMm"],
    ["a spacing of 0", { ...good, spacingMm: [1, 0, 1] }, "above 0 mm"],
    ["a size of 0", { ...good, reference: [{ ...lesion, sizeVoxels: 0 }] }, "at least 1"],
    ["a score that is text", { ...good, prediction: [{ ...lesion, score: "high" }] }, "finite number"],
    ["an overlap with no such lesion", { ...good, overlap: [[1, 0, 2]] }, "reference indices run from 0 to 0"],
    ["an overlap with half an index", { ...good, overlap: [[0.5, 0, 2]] }, "reference indices"],
    [
      "an overlap given twice",
      {
        ...good,
        overlap: [
          [0, 0, 1],
          [0, 0, 2],
        ],
      },
      "given twice",
    ],
    ["a negative overlap", { ...good, overlap: [[0, 0, -1]] }, "[reference, prediction, voxels]"],
    ["a tie order of its own", { ...good, tieOrder: "any" }, "tieOrder"],
    ["a covariate that is a list", { ...good, covariates: { site: [1] } }, "covariates.site"],
    ["a hit of three indices", { ...good, referenceCentreHits: [[0, 0, 0]] }, "two indices"],
    ["a dilation without radius", { ...good, dilatedOverlap: { overlap: [] } }, "radiusMm and overlap"],
  ])("refuses %s by name", (_, entry, part) => {
    expect(messageOf(entry)).toContain(part);
  });
  it("refuses an overlap larger than one of its lesions, and of dilated references one larger than the prediction", () => {
    const lesion = (sizeVoxels: number) => ({ centreMm: [0, 0, 0], sizeVoxels });
    const parse = (more: object) => () =>
      parseCases([{ id: "a", reference: [lesion(4)], prediction: [lesion(6)], ...more }]);
    expect(parse({ overlap: [[0, 0, 5]] })).toThrow(
      /cases\[0\]\.overlap\[0\].*reference 0 has 4 voxels and cannot share 5/,
    );
    expect(parse({ overlap: [[0, 0, 4]] })).not.toThrow();
    const dilated = (voxels: number) => parse({ dilatedOverlap: { radiusMm: 2, overlap: [[0, 0, voxels]] } });
    expect(dilated(6)).not.toThrow();
    expect(dilated(7)).toThrow(/cases\[0\]\.dilatedOverlap\.overlap\[0\].*prediction 0 has 6 voxels/);
  });
  it("refuses an id given twice and a file without cases", () => {
    expect(() => parseCases({ cases: [good, good] })).toThrow("duplicate");
    expect(() => parseCases({})).toThrow("under the name cases");
    expect(() => parseCases(null)).toThrow("list of cases");
  });
});
