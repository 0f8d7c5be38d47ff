import { affineFromSpacing } from "@cmb/core";
import { writeNifti } from "@cmb/io";
import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { readAll } from "../testdata/read-all.js";
import { standardNames } from "./standard-names.js";

const image = writeNifti({ data: new Uint8Array(8), shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 1]) });

describe("standardNames", () => {
  it.each([
    ["sub-1/anat/sub-1_acq-swi_T2starw.nii.gz", "sub-1_acq-swi_swi"],
    ["sub-1/anat/sub-1_echo-1_part-mag_MEGRE.nii.gz", "sub-1_echo-1_part-mag_MEGRE"],
    ["sub-1/ses-a/anat/sub-1_ses-a_run-02_T2starw.nii", "sub-1_ses-a_run-02_T2starw"],
    ["sub-1/swi/sub-1_run-1_SWI.nii.gz", "sub-1_run-1_swi"],
    ["sub-1/anat/sub-1_run-1_acq-b_T2starw.nii.gz", "sub-1_acq-b_run-1_T2starw"],
    ["sub-1/anat/sub-1_acq-b_space-T2S_T2starw.nii.gz", "sub-1_acq-bspaceT2S_T2starw"],
  ])("keeps the entities of %s", async (path, stem) => {
    const [subject] = await readAll("bids", new Map([[path, image]]));
    if (subject === undefined) throw new Error("a subject is expected");
    expect(standardNames(subject).raw).toMatch(new RegExp(`/anat/${stem}.nii.gz$`));
  });

  it("tells series of other datasets apart by acq", async () => {
    const [subject] = await readAll("momeni-synth", (await generateDataset("momeni-synth", { patients: 1 })).files);
    expect(subject && standardNames(subject).raw).toMatch(/\/sub-[^_/]+_ses-[^_]+_acq-r?sCMBV\d+_swi.nii.gz$/);
  });
});
