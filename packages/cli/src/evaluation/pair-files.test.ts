import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileOfScan, pairFiles, scanKey } from "./pair-files.js";

describe("scanKey", () => {
  it.each([
    ["sub-01_ses-2_run-1_T2starw.nii.gz", "sub-01_ses-2_run-1"],
    ["sub-01_ses-2_run-1_space-T2S_desc-lesion_mask.nii", "sub-01_ses-2_run-1"],
    ["sub-01_acq-a_swi_cmb-mask.nii.gz", "sub-01_acq-a"],
    ["deep/er/case7_gt.nii.gz", "case7"],
    ["case7-pred.hdr.gz", "case7"],
    ["case7_cmb-mask.nii.gz", "case7"],
    ["case7_lesion_seg_mask.img", "case7_lesion"],
    ["case7.nii", "case7"],
  ])("takes %s for the scan %s", (path, key) => {
    expect(scanKey(path)).toBe(key);
  });
});

const index = (folder: string, ...files: string[]) => ({ folder, files });

describe("pairFiles", () => {
  it("pairs the same paths, whose names then name the scans, whatever they end in", () => {
    const files = ["two_seg.nii.gz", "two_pred.nii.gz"];
    expect(pairFiles([index("r", ...files), index("p", ...files)])).toEqual([
      { id: "two_pred", files: ["two_pred.nii.gz", "two_pred.nii.gz"] },
      { id: "two_seg", files: ["two_seg.nii.gz", "two_seg.nii.gz"] },
    ]);
  });
  it("pairs other names by their scan, in the order of numbers", () => {
    const pairs = pairFiles([index("r", "c10_gt.nii", "c9_gt.nii"), index("p", "c9_pred.nii.gz", "c10_pred.nii.gz")]);
    expect(pairs).toEqual([
      { id: "c9", files: ["c9_gt.nii", "c9_pred.nii.gz"] },
      { id: "c10", files: ["c10_gt.nii", "c10_pred.nii.gz"] },
    ]);
  });
  it.each([
    ["the other folder lacks one", ["a.nii"]],
    ["both folders have both", ["a.nii", "a.nii.gz"]],
  ])("refuses a scan in two compressions where %s", (_, predicted) => {
    try {
      pairFiles([index("r", "a.nii", "a.nii.gz"), index("p", ...predicted)]);
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_CASE") && error.message).toBe(
        "a.nii and a.nii.gz would both be of the scan a; leave one of them out",
      );
    }
  });
  it("pairs by folder where names do not tell scans apart", () => {
    const pairs = pairFiles([index("r", "a/mask.nii", "b/mask.nii"), index("p", "a/out.nii", "b/out.nii")]);
    expect(pairs.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(pairs[1]?.files).toEqual(["b/mask.nii", "b/out.nii"]);
  });
  it("leaves the place of a folder empty that lacks a scan", () => {
    expect(pairFiles([index("r", "a.nii", "b.nii"), index("p", "b.nii", "c.nii")])).toEqual([
      { id: "a", files: ["a.nii", undefined] },
      { id: "b", files: ["b.nii", "b.nii"] },
      { id: "c", files: [undefined, "c.nii"] },
    ]);
  });
  it("refuses two files of one folder that would be of one scan", () => {
    const pair = (): unknown => pairFiles([index("r", "a_gt.nii", "a_seg.nii"), index("p", "a.nii")]);
    try {
      pair();
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_CASE") && error.details).toMatchObject({ case: "a", field: "file" });
      expect(String(error)).toContain("r: a_gt.nii and a_seg.nii would both be of the scan a");
    }
  });

  describe("properties", () => {
    it("finds each scan of two folders again, whatever the files are called beside it", () => {
      const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
      fc.assert(
        fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (names) => {
          const pairs = pairFiles([
            index("r", ...names.map((each) => `${each}_gt.nii.gz`)),
            index("p", ...names.map((each) => `${each}_prob.nii`)),
          ]);
          expect(pairs.map(({ id }) => id).sort()).toEqual([...names].sort());
          for (const { id, files } of pairs) expect(files).toEqual([`${id}_gt.nii.gz`, `${id}_prob.nii`]);
        }),
      );
    });
  });
});

describe("fileOfScan", () => {
  it("takes the file at the same path, else of the same scan", () => {
    const tuple = { id: "a", files: ["x/a_gt.nii", "x/a_pred.nii"] };
    expect(fileOfScan(tuple, index("i", "x/a_pred.nii", "a.nii"))).toBe("x/a_pred.nii");
    expect(fileOfScan(tuple, index("i", "a.nii", "b.nii"))).toBe("a.nii");
    expect(fileOfScan(tuple, index("i", "b.nii"))).toBeUndefined();
  });
});
