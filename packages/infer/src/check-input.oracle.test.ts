import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Volume, VoxelArray } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";
import { describe, expect, it } from "vitest";
import { checkInput } from "./check-input.js";
import { hasTestData, TEST_DATA } from "./testdata/scans.js";

/** What each scan is comes from people who looked at it; a check must say the same. */
const EXPECTED: readonly (readonly [file: string, volumes: readonly number[], errors: readonly string[]])[] = [
  ["Notebook-Factory+mri-course/02/multi_TE_data/20191121_150829T2StarMap2D234FOVs007a1001.nii.gz", [0, 5, 7, 11], []],
  ["korbinian90+MriResearchTools.jl/test/data/small/Mag.nii", [0, 2], []],
  ["korbinian90+CLEARSWI.jl/test/data/small/Mag.nii", [0, 2], []],
  ["_derived/MriResearchTools_homodyne_SWI_echo3.nii.gz", [0], []],
  ["neurolabusc+dcm_qa/Ref/ax_asc_35sl_6.nii", [0], ["TOO_COARSE"]],
  ["neurolabusc+dcm_qa/Ref/cor_asc_35sl_16.nii", [0], ["TOO_COARSE"]],
  ["neurolabusc+dcm_qa/Ref/sag_asc_35sl_22.nii", [0], ["TOO_COARSE"]],
  ["neurolabusc+dcm_qa_me/Ref/me_FieldMap_GRE_2_e1.nii", [0], ["TOO_COARSE"]],
  ["neurolabusc+dcm_qa_me/Ref/me_fMRI_4_e2.nii", [0], ["TOO_COARSE"]],
  ["neurolabusc+dcm_qa_xa30/Ref/8_gre_field_mapping_e2.nii", [0], ["TOO_COARSE"]],
  ["korbinian90+MriResearchTools.jl/test/data/small/Phase.nii", [0, 1, 2], ["PHASE_IMAGE"]],
  ["korbinian90+CLEARSWI.jl/test/data/small/Phase.nii", [0, 1, 2], ["PHASE_IMAGE"]],
  ["korbinian90+CLEARSWI.jl/test/data/small/phase_with_nan.nii", [0, 1], ["PHASE_IMAGE"]],
  ["neurolabusc+dcm_qa_me/Ref/me_FieldMap_GRE_3_e2_ph.nii", [0], ["PHASE_IMAGE", "TOO_COARSE"]],
  ["neurolabusc+dcm_qa_xa30/Ref/9_gre_field_mapping_e2_ph.nii", [0], ["PHASE_IMAGE", "TOO_COARSE"]],
  ["muschellij2+open_ms_data/longitudinal/raw/patient12/study1_T2W.nii.gz", [0], ["WRONG_CONTRAST"]],
  ["muschellij2+open_ms_data/longitudinal/raw/patient12/study1_FLAIR.nii.gz", [0], ["WRONG_CONTRAST"]],
  [
    "muschellij2+open_ms_data/cross_sectional/MNI/patient19/FLAIR_N4_noneck_reduced_winsor_regtoFLAIR_brain_N4_regtoMNI.nii.gz",
    [0],
    ["WRONG_CONTRAST"],
  ],
  ["niivue+niivue-demo-images/M2208_T2w.nii.gz", [0], ["WRONG_CONTRAST"]],
  ["niivue+niivue-demo-images/MR_Gd.nii.gz", [0], ["WRONG_CONTRAST"]],
  ["niivue+niivue/packages/niivue/demos/images/FLAIR.nii.gz", [0], ["WRONG_CONTRAST"]],
  ["niivue+niivue/packages/niivue/demos/images/MNI152_2009_template.nii.gz", [0], ["WRONG_CONTRAST"]],
  // Proton density is not told from T2*.
  ["niivue+niivue-demo-images/chris_PD.nii.gz", [0], []],
  ["spinalcordtoolbox+sct_testing_data/t2s/t2s.nii.gz", [0], ["NOT_A_BRAIN"]],
  ["niivue+niivue-demo-images/CT_AVM.nii.gz", [0], ["NOT_A_BRAIN"]],
  ["icometrix+dicom2nifti/tests/data/generic/anatomical/001_ground_truth.nii.gz", [0], ["NOT_A_BRAIN"]],
  ["niivue+niivue/packages/niivue/demos/images/shear.nii.gz", [0], ["NOT_MAGNITUDE"]],
  ["Enet4+nifti-rs/resources/zstat1.nii.gz", [0], ["NOT_MAGNITUDE", "TOO_COARSE"]],
  ["BBillot+SynthSeg/data/training_label_maps/training_seg_01.nii.gz", [0], ["LABEL_MAP"]],
  ["neuropoly+Susceptibility-Separation-Phantom/data/masks/SegmentedModel.nii.gz", [0], ["LABEL_MAP"]],
  ["niivue+niivue/packages/niivue/demos/images/lesion.nii.gz", [0], ["LABEL_MAP"]],
  ["niivue+niivue/packages/niivue/demos/images/aal.nii.gz", [0], ["LABEL_MAP"]],
];

async function errorsOf(volume: Volume<VoxelArray>): Promise<readonly string[]> {
  return (await checkInput(volume)).filter(({ severity }) => severity === "error").map(({ code }) => code);
}

/** The minimum over `depth` slices along k, moved by one slice at a time. */
function minimumProjection({ data, shape, affine }: Volume, depth: number): Volume {
  const [ni, nj, nk] = shape;
  const slice = ni * nj;
  const slices = nk - depth + 1;
  const out = new Float32Array(slice * slices).fill(Number.POSITIVE_INFINITY);
  for (let v = 0; v < out.length; v++) {
    for (let d = 0; d < depth; d++) out[v] = Math.min(out[v] as number, data[v + d * slice] as number);
  }
  return { data: out, shape: [ni, nj, slices], affine };
}

describe.skipIf(!hasTestData())("checkInput on real images", { timeout: 120_000 }, () => {
  it.each(EXPECTED)("%s, volumes %j: %j", async (file, volumes, errors) => {
    for (const volumeIndex of volumes) {
      const { volume } = await loadNifti(join(TEST_DATA, file), { volumeIndex });
      expect(await errorsOf(volume), `volume ${volumeIndex}`).toEqual(errors);
    }
  });

  it("covers scans that the index lists", () => {
    const index: readonly { readonly file: string }[] = JSON.parse(readFileSync(join(TEST_DATA, "index.json"), "utf8"));
    const listed = new Set(index.map(({ file }) => file));
    expect(EXPECTED.map(([file]) => file).filter((file) => !listed.has(file))).toEqual([]);
  });

  it("warns that a crop and a stack of seven slices show a part of the brain", async () => {
    for (const [file] of EXPECTED.slice(0, 4)) {
      const { volume } = await loadNifti(join(TEST_DATA, file), { volumeIndex: 0 });
      expect((await checkInput(volume)).map(({ code }) => code)).toEqual(["PARTIAL_COVERAGE"]);
    }
  });

  it.each([3, 5, 8])("recognises the minimum projection of real SWI over %d slices", async (depth) => {
    const file = join(TEST_DATA, "_derived/MriResearchTools_homodyne_SWI_echo3.nii.gz");
    const { volume } = await loadNifti(file);
    const swi = { ...volume, data: Float32Array.from(volume.data) };
    expect(await errorsOf(minimumProjection(swi, depth))).toEqual(["MINIMUM_INTENSITY_PROJECTION"]);
  });

  it("recognises inverted real scans where air is around the head", async () => {
    const heads = EXPECTED.filter(([file]) => /T2StarMap|ax_asc|me_fMRI|8_gre/.test(file));
    for (const [file] of heads) {
      const { volume } = await loadNifti(join(TEST_DATA, file), { volumeIndex: 0 });
      const values = Float32Array.from(volume.data);
      const most = values.reduce((highest, value) => Math.max(highest, value), 0);
      const data = values.map((value) => most - value);
      expect((await errorsOf({ ...volume, data }))[0], file).toBe("INVERTED_CONTRAST");
    }
  });
});
