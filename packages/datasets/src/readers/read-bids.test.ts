import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const generated = generateDataset("bids", { seed: 4, patients: 3 });

/** Small images under these names, and nothing else. */
async function named(...paths: readonly string[]): Promise<Map<string, Uint8Array>> {
  const image = (await generated).files.get("sub-01/ses-1/anat/sub-01_ses-1_T2starw.nii.gz");
  return withFiles(new Map(), Object.fromEntries(paths.map((path) => [path, image])));
}

describe("readBids", () => {
  it.each([
    ["sub-1/anat/sub-1_T2starw.nii.gz", "T2S"],
    ["sub-1/ses-a/anat/sub-1_ses-a_run-02_T2starw.nii", "T2S"],
    ["sub-1/swi/sub-1_swi.nii.gz", "SWI"],
    ["sub-1/anat/sub-1_SWI.nii.gz", "SWI"],
    ["sub-1/anat/sub-1_acq-qswi_GRE.nii.gz", "SWI"],
    ["sub-1/anat/sub-1_echo-2_part-mag_MEGRE.nii.gz", "T2S"],
    ["sub-1/anat/sub-1_acq-swi_T2starw.nii.gz", "SWI"],
  ])("takes %s as %s", async (path, sequence) => {
    const [subject, ...others] = await readAll("bids", await named(path));
    expect(others).toEqual([]);
    expect(subject).toMatchObject({ imagePath: path, patientUid: "sub-1", covariates: { sequence } });
  });

  it.each([
    "sub-1/anat/sub-1_part-phase_MEGRE.nii.gz",
    "sub-1/anat/sub-1_part-real_T2starw.nii.gz",
    "sub-1/swi/sub-1_minIP.nii.gz",
    "sub-1/swi/sub-1_acq-swi_mIP.nii.gz",
    "sub-1/anat/sub-1_T1w.nii.gz",
    "sub-1/anat/sub-1_acq-swi_T1w.nii.gz",
    "sub-1/anat/sub-1_acq-swi_phase.nii.gz",
    "derivatives/x/sub-1/anat/sub-1_T2starw.nii.gz",
    "sub-1/anat/sub-1_T2starw_backup.txt",
  ])("passes over %s", async (path) => {
    const files = await named(path, "sub-2/anat/sub-2_T2starw.nii.gz");
    expect((await readAll("bids", files)).map(({ id }) => id)).toEqual(["sub-2_T2starw"]);
  });

  it("inherits echo time and field strength, and lets the nearer file win", async () => {
    const covariates = (await readAll("bids", (await generated).files)).map((subject) => subject.covariates);
    expect(covariates.slice(0, 4)).toMatchObject([
      { echoTimeMs: 20, fieldStrengthT: 3, site: undefined, visit: "1" },
      { echoTimeMs: 49.1, fieldStrengthT: 3, site: "Elsewhere", visit: "2" },
      { echoTimeMs: 24, fieldStrengthT: 1.5 },
      { echoTimeMs: 12.3, fieldStrengthT: undefined },
    ]);
  });

  it("does not inherit from a file with another suffix, entity or folder", async () => {
    const path = "sub-1/anat/sub-1_T2starw.nii.gz";
    const json = JSON.stringify({ EchoTime: 0.03 });
    const files = withFiles(await named(path), {
      "swi.json": json,
      "run-1_T2starw.json": json,
      "sub-2/anat/T2starw.json": json,
    });
    expect((await readAll("bids", files))[0]?.covariates.echoTimeMs).toBeUndefined();
  });

  it("goes on without a sidecar that is no JSON, and says so", async () => {
    const files = withFiles(await named("sub-1/anat/sub-1_T2starw.nii.gz"), { "T2starw.json": "[1" });
    expect((await readAll("bids", files))[0]?.warnings).toMatchObject([{ code: "SIDECAR_INVALID" }]);
  });

  it("says unknown where there is no mask", async () => {
    const [subject] = await readAll("bids", await named("sub-1/anat/sub-1_T2starw.nii.gz"));
    expect((await subject?.loadAnnotation())?.kind).toBe("unknown");
  });

  it("refuses two masks of one image, and a mask in another space", async () => {
    const { files } = await generated;
    const mask = files.get("derivatives/readers/sub-01/ses-1/anat/sub-01_ses-1_desc-cmb_dseg.nii.gz");
    const image = "sub-1/anat/sub-1_T2starw.nii.gz";
    const own = "derivatives/a/sub-1/anat/sub-1_label-CMB_mask.nii.gz";
    const other = "derivatives/b/sub-1/anat/sub-1_desc-cmb_dseg.nii.gz";
    const [two] = await readAll("bids", withFiles(await named(image), { [own]: mask, [other]: mask }));
    expect(await failureOf(() => two?.loadAnnotation())).toMatch(/lesion mask of .*, and there are 2/);
    const moved = "derivatives/a/sub-1/anat/sub-1_space-standard_desc-cmb_dseg.nii.gz";
    const [none] = await readAll("bids", withFiles(await named(image), { [moved]: mask }));
    expect((await none?.loadAnnotation())?.kind).toBe("unknown");
  });

  it("refuses a mask that lies elsewhere than its image", async () => {
    const { files } = await generated;
    const path = "derivatives/readers/sub-01/ses-1/anat/sub-01_ses-1_desc-cmb_dseg.nii.gz";
    const mask = new Uint8Array(gunzipSync(files.get(path) ?? ""));
    const header = new DataView(mask.buffer);
    // The offset along x: of the qform, and of the sform.
    for (const at of [268, 292]) header.setFloat32(at, header.getFloat32(at, true) + 20, true);
    const [subject] = await readAll("bids", withFiles(files, { [path]: undefined, [path.slice(0, -3)]: mask }));
    expect(await failureOf(() => subject?.loadAnnotation())).toMatch(/^SHAPE_MISMATCH: .*desc-cmb_dseg.* 20 mm/);
  });

  it("gives the mask of one acquisition to no other", async () => {
    const { files } = await generated;
    const mask = files.get("derivatives/readers/sub-01/ses-1/anat/sub-01_ses-1_desc-cmb_dseg.nii.gz");
    const [a, b] = ["sub-1/anat/sub-1_acq-a_T2starw.nii.gz", "sub-1/anat/sub-1_acq-b_T2starw.nii.gz"];
    const own = "sub-1/anat/sub-1_acq-a_desc-cmb_mask.nii.gz";
    const subjects = await readAll("bids", withFiles(await named(a, b), { [own]: mask }));
    expect((await subjects[0]?.loadAnnotation())?.kind).toBe("mask");
    expect((await subjects[1]?.loadAnnotation())?.kind).toBe("unknown");
    const shared = await readAll(
      "bids",
      withFiles(await named(a, b), { "sub-1/anat/sub-1_desc-cmb_mask.nii.gz": mask }),
    );
    expect(await failureOf(() => shared[0]?.loadAnnotation())).toMatch(/there is none/);
  });
});
