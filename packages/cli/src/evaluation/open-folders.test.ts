import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { affineFromSpacing, createVolume, isCmbError, type Volume, type VoxelArray } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { type EvaluationCase, evaluateCase, getProtocol, overrideProtocol } from "@cmb/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/fixture-images.js";
import { temporaryFolder } from "../testdata/small-scans.js";
import { type FolderOptions, openFolders } from "./open-folders.js";

const protocol = getProtocol("centroid-3mm");
const { signal } = new AbortController();
const BOX = [2, 2, 2, 4, 4, 4];
const OTHER = [9, 2, 2, 11, 4, 4];
const image = (...boxes: readonly (readonly number[])[]): Volume => paintBoxes([14, 8, 8], [1, 1, 1], boxes);

let folder = "";
let remove = async (): Promise<void> => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

async function save(name: string, volume: Volume<VoxelArray>): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await saveNifti(volume, path, { dataType: "float32" });
}

function open(options: Partial<FolderOptions> = {}): ReturnType<typeof openFolders> {
  return openFolders({
    reference: join(folder, "r"),
    predictions: [join(folder, "p")],
    images: undefined,
    regions: undefined,
    locationNames: undefined,
    surfaceToleranceMm: undefined,
    covariates: undefined,
    missing: "error",
    space: "native",
    instances: false,
    signal,
    ...options,
  });
}

async function casesOf(options: Partial<FolderOptions> = {}, rule = protocol): Promise<readonly EvaluationCase[]> {
  const source = await open(options);
  const cases: EvaluationCase[] = [];
  for await (const scan of source.scans()) cases.push(...scan.casesFor(rule));
  return cases;
}

async function errorOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("openFolders", () => {
  it("scores masks by the protocol's threshold and connectivity", async () => {
    await save("r/a.nii.gz", image(BOX, OTHER));
    await save("p/a.nii.gz", image([...BOX, 0.6], [...OTHER, 0.3]));
    const [scan] = await casesOf();
    expect([scan?.reference.length, scan?.prediction.length]).toEqual([2, 1]);
    const [lower] = await casesOf({}, overrideProtocol(protocol, { threshold: 0.2 }));
    expect(lower?.prediction.map(({ score }) => score)).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.3, 6)]);
  });
  it("takes two files whatever they are called", async () => {
    await save("x.nii", image(BOX));
    await save("y.nii", image(BOX));
    const files = { reference: join(folder, "x.nii"), predictions: [join(folder, "y.nii")] };
    const [scan] = await casesOf(files);
    expect(scan?.id).toBe("x");
    expect(scan && evaluateCase(scan, protocol).result.truePositives).toBe(1);
  });
  it("takes each value for a lesion where the masks are of instances", async () => {
    await save("r/a.nii", image([...BOX, 1], [4, 2, 2, 6, 4, 4, 2]));
    await save("p/a.nii", image(BOX));
    expect((await open()).hasListedScores).toBe(false);
    expect((await casesOf({ instances: true }))[0]?.reference).toHaveLength(2);
    expect((await casesOf())[0]?.reference).toHaveLength(1);
  });
  it("takes the masks that cmb detect wrote, with the scores of its report", async () => {
    await save("r/sub-1_desc-lesions_mask.nii.gz", image(BOX));
    await save("p/sub-1_swi.nii.gz", image([0, 0, 0, 14, 8, 8]));
    await save("p/sub-1_swi_cmb-mask.nii.gz", image([...BOX, 1], [...OTHER, 2]));
    const microbleeds = [
      { id: 1, score: 0.9 },
      { id: 2, score: 0.4 },
    ];
    await writeFile(join(folder, "p/sub-1_swi_cmb.json"), JSON.stringify({ microbleeds }));
    const [scan] = await casesOf();
    expect([scan?.id, scan?.patient, scan?.prediction.map(({ score }) => score)]).toEqual([
      "sub-1",
      "sub-1",
      [0.9, 0.4],
    ]);
    expect((await open()).hasListedScores).toBe(true);
    await writeFile(join(folder, "p/sub-1_swi_cmb.json"), "{}");
    const error = await errorOf(casesOf());
    expect(isCmbError(error, "CORRUPT_DATA") && error.message).toContain("is not a report of cmb detect");
  });
  it("takes the labels of a standardised dataset on either grid, and not its brain masks", async () => {
    const anat = "r/derivatives/cmb/sub-1/anat/sub-1";
    await save("r/sub-1/anat/sub-1_swi.nii.gz", image([0, 0, 0, 14, 8, 8]));
    await save(`${anat}_desc-cmbreference_dseg.nii.gz`, image(BOX));
    await save(`${anat}_space-standard_swi.nii.gz`, image([0, 0, 0, 14, 8, 8]));
    await save(`${anat}_space-standard_desc-cmb_dseg.nii.gz`, image(BOX, OTHER));
    await save(`${anat}_space-standard_desc-brain_mask.nii.gz`, image([0, 0, 0, 14, 8, 8]));
    await save("p/sub-1_swi.nii.gz", image(BOX));
    expect((await casesOf())[0]?.reference).toHaveLength(1);
    expect((await casesOf({ space: "standard" }))[0]?.reference).toHaveLength(2);
    const [scan] = await casesOf({ images: join(folder, "r") });
    expect(scan?.reference[0]?.features?.["firstOrder.mean"]).toBe(1);
  });
  it("adds covariates, patients, features and locations", async () => {
    await save("r/sub-1_ses-1_mask.nii.gz", image(BOX));
    await save("p/sub-1_ses-1_mask.nii.gz", image(BOX));
    await save("i/sub-1_ses-1_swi.nii.gz", image([0, 0, 0, 14, 8, 8, 100], [...BOX, 40]));
    await save("g/sub-1_ses-1_synthseg.nii.gz", image([0, 0, 0, 14, 8, 8, 49]));
    await writeFile(join(folder, "t.tsv"), "participant_id\tage\nsub-1\t70\nsub-2\t60\n");
    const [images, regions, covariates] = ["i", "g", "t.tsv"].map((name) => join(folder, name));
    const options = { images, regions, covariates, locationNames: "zone" } as const;
    const [scan] = await casesOf(options);
    expect(scan).toMatchObject({ patient: "sub-1", covariates: { age: 70 } });
    expect(scan?.reference[0]).toMatchObject({ location: "deep" });
    expect(scan?.reference[0]?.features?.["contrast"]).toBeCloseTo(0.6, 6);
    const source = await open(options);
    expect(source.groupings.hasLocations).toBe(true);
    expect(source.notes.join()).toContain("no scan for 1 rows, sub-2");
  });
  it("measures surfaces where a tolerance is given", async () => {
    await save("r/a.nii", image(BOX));
    await save("p/a.nii", image([3, 2, 2, 5, 4, 4]));
    const [scan] = await casesOf({ surfaceToleranceMm: 1 });
    expect(scan && evaluateCase(scan, protocol).result).toMatchObject({ hausdorffMm: 1, surfaceDice: 1 });
  });

  describe("where a folder lacks a scan", () => {
    beforeEach(async () => {
      await save("r/a.nii", image(BOX));
      await save("r/b.nii", image(BOX));
      await save("p/b.nii", image(BOX));
      await save("p/c.nii", image(BOX, OTHER));
    });
    it("stops before any image is read, and names it", async () => {
      const error = await errorOf(open());
      expect(isCmbError(error, "FILE_NOT_READABLE") && error.message).toMatch(
        /^2 of 3 scans lack a file: a in .*p, c in .*r;/,
      );
    });
    it("skips such scans", async () => {
      expect((await casesOf({ missing: "skip" })).map(({ id }) => id)).toEqual(["b"]);
      expect((await open({ missing: "skip" })).notes.join()).toContain("skipped");
    });
    it("counts them as without lesions", async () => {
      const counts = (await casesOf({ missing: "empty" })).map((scan) => [
        scan.id,
        scan.reference.length,
        scan.prediction.length,
      ]);
      expect(counts).toEqual([
        ["a", 1, 0],
        ["b", 1, 1],
        ["c", 0, 2],
      ]);
    });
  });

  it("refuses grids that differ, in size or in place, and says to resample", async () => {
    await save("r/a.nii", image(BOX));
    await save("p/a.nii", paintBoxes([14, 8, 7], [1, 1, 1], [BOX]));
    const size = await errorOf(casesOf());
    expect(isCmbError(size, "SHAPE_MISMATCH") && size.message).toMatch(/a.*resample/);
    const moved = createVolume(image(BOX).data, [14, 8, 8], affineFromSpacing([1, 1, 1], [0, 0, 5]));
    await save("p/a.nii", moved);
    const place = await errorOf(casesOf());
    expect(isCmbError(place, "INVALID_CASE") && [place.details.case, place.message]).toEqual([
      "a",
      expect.stringContaining("resample"),
    ]);
    await save("p/a.nii", image(BOX));
    await save("i/a.nii", moved);
    const other = await errorOf(casesOf({ images: join(folder, "i") }));
    expect(isCmbError(other, "INVALID_CASE") && other.message).toContain("not co-registered");
  });
  it.each(["r", "p"])("says that the folder %s is not there, or holds no image", async (name) => {
    await save("r/a.nii", image(BOX));
    await save("p/a.nii", image(BOX));
    const options = name === "r" ? { reference: join(folder, "none") } : { predictions: [join(folder, "none")] };
    const missing = await errorOf(open(options));
    expect(isCmbError(missing, "FILE_NOT_READABLE") && missing.message).toContain("none");
    await mkdir(join(folder, "none"));
    const empty = await errorOf(open(options));
    expect(isCmbError(empty, "INVALID_CASE") && empty.message).toContain("holds no NIfTI file");
  });
});
