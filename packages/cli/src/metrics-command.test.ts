import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paintBoxes } from "./testdata/fixture-images.js";
import { runCommand } from "./testdata/run-command.js";
import { temporaryFolder } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const shape = [20, 8, 8] as const;
  const found = [1, 1, 1, 3, 3, 3];
  await saveNifti(paintBoxes(shape, [1, 1, 1], [found, [15, 1, 1, 16, 2, 2]]), at("reference.nii.gz"));
  await saveNifti(paintBoxes(shape, [1, 1, 1], [[...found.slice(0, 5), 2, 0.7]]), at("prediction.nii.gz"));
  await saveNifti(paintBoxes([4, 4, 4], [1, 1, 1], []), at("small.nii"));
  await writeFile(at("counts.csv"), "scan,ann,bob\na,0,0\nb,1,2\nc,5,4\nd,12,11\n");
});
afterAll(() => remove());

function at(name: string): string {
  return join(folder, name);
}

const pair = (): readonly string[] => ["metrics", at("reference.nii.gz"), at("prediction.nii.gz")];

describe("cmb metrics", () => {
  it("measures a pair of masks, their surfaces and each lesion", async () => {
    const { code, stdout, stderr } = await runCommand([...pair(), "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { segmentation, detection, lesions, protocol } = JSON.parse(stdout);
    // 4 of 9 and 4 voxels are shared; the far voxel is 14 mm away along i.
    expect(segmentation.dice).toBeCloseTo(8 / 13, 12);
    expect(segmentation.hausdorffMm).toBe(13);
    expect(segmentation.surfaceToleranceMm).toBe(1);
    expect(detection).toMatchObject({ truePositives: 1, falsePositives: 0, falseNegatives: 1, recall: 0.5 });
    expect(protocol).toBe("centroid-3mm");
    expect(lesions.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["found", "missed", "matched"]);
    expect(lesions[0].features).toMatchObject({ volumeMm3: 8, "shape.voxelVolume": 8 });
  });
  it("says the same in words", async () => {
    const { stdout } = await runCommand(pair());
    expect(stdout).toMatch(/^Dice 0\.615, IoU 0\.444/);
    expect(stdout).toContain("reference 2 has no match");
  });
  it("takes another protocol, tolerance and threshold", async () => {
    const argv = [...pair(), "--protocol", "picai", "--tolerance-mm", "20", "--threshold", "0.8", "--json"];
    const { segmentation, detection, protocol } = JSON.parse((await runCommand(argv)).stdout);
    expect(protocol).toBe("picai*");
    expect(segmentation.surfaceToleranceMm).toBe(20);
    // Nothing of the prediction lies above 0.8.
    expect([detection.predictionCount, segmentation.dice, segmentation.hausdorffMm]).toEqual([0, 0, "Infinity"]);
  });
  it("gives the agreement of readers' counts", async () => {
    const { code, stdout } = await runCommand(["metrics", "--counts", at("counts.csv"), "--json"]);
    expect(code).toBe(0);
    const agreement = JSON.parse(stdout);
    expect(agreement).toMatchObject({ readers: ["ann", "bob"], scanCount: 4 });
    expect(agreement.pairs[0].blandAltman.bias).toBe(-0.25);
    expect(agreement.icc21.value).toBeGreaterThan(0.97);
    expect((await runCommand(["metrics", "--counts", at("counts.csv")])).stdout).toMatch(/\nbob minus ann /);
  });
  it.each([
    [2, ["one.nii"], "two files are needed"],
    [2, ["a.nii", "b.nii", "c.nii"], "3 were given"],
    [2, ["a.nii", "b.nii", "--protocol", "none"], "there is no protocol none"],
    [2, ["a.nii", "b.nii", "--tolerance-mm=-1"], "length from 0"],
    [2, ["a.nii", "--counts", "c.csv"], 'not with "a.nii"'],
    [2, ["--counts", "c.csv", "--threshold", "1"], "not with --threshold"],
    [66, ["nowhere.nii", "b.nii"], "nowhere.nii"],
    [66, ["--counts", "nowhere.csv"], "nowhere.csv is not there"],
  ])("ends with %i for %j", async (wanted, argv, message) => {
    const { code, stdout, stderr } = await runCommand(["metrics", ...argv]);
    expect({ code, stdout }).toEqual({ code: wanted, stdout: "" });
    expect(stderr).toContain(message);
  });
  it("ends with 65 for grids that differ and for counts that are none", async () => {
    const grids = await runCommand(["metrics", at("reference.nii.gz"), at("small.nii")]);
    expect([grids.code, grids.stderr]).toEqual([65, expect.stringMatching(/^cmb: SHAPE_MISMATCH/)]);
    await writeFile(at("bad.csv"), "scan,ann,bob\na,0,x\nb,1,1\n");
    const counts = await runCommand(["metrics", "--counts", at("bad.csv")]);
    expect([counts.code, counts.stderr]).toEqual([65, expect.stringMatching(/^cmb: INVALID_CASE: .*bob is "x"/)]);
  });
});
