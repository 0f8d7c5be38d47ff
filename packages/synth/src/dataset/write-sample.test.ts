import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadNifti } from "@cmb/io/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeScan } from "../testdata/made-scan.js";
import { testFolder } from "../testdata/test-folder.js";
import type { SampleProtocol } from "./bids-sidecar.js";
import type { DatasetPlan } from "./dataset-plan.js";
import type { Sample } from "./make-sample.js";
import { writeSample } from "./write-sample.node.js";

let folder: Awaited<ReturnType<typeof testFolder>>;
beforeEach(async () => {
  folder = await testFolder();
});
afterEach(() => folder.remove());

function sampleOf(contrast: "GRE" | "SWI"): Sample {
  const { truth, ...scan } = madeScan({ spacingMm: [0.5, 0.5, 2], contrast, microbleeds: 2, invisible: 1, mimics: 1 });
  return { contrast, ...scan, ...truth, head: 3 };
}

function planWith(changes: Partial<DatasetPlan>): DatasetPlan {
  const inputs = { labels: [], backgrounds: [], published: false, settings: {} };
  const plan = { output: folder.path, kind: "head" as const, seed: 1, hash: "abc", withPhase: false, withMaps: false };
  return { ...inputs, ...plan, ...changes };
}

const write = (contrast: "GRE" | "SWI", changes: Partial<DatasetPlan> = {}) =>
  writeSample(planWith(changes), { sample: 7, content: sampleOf(contrast) }, {});

const imagesOf = ({ files }: { readonly files: readonly { readonly path: string }[] }): readonly string[] =>
  files.map(({ path }) => path).filter((path) => path.endsWith(".nii.gz") && !path.startsWith("derivatives"));

describe("writeSample", () => {
  it("names the image by its contrast, and magnitude and phase as parts where they are wanted", async () => {
    const anat = "sub-0007/anat/sub-0007";
    expect(imagesOf(await write("GRE"))).toEqual([`${anat}_T2starw.nii.gz`]);
    expect(imagesOf(await write("SWI"))).toEqual([`${anat}_swi.nii.gz`]);
    const parts = [`${anat}_part-mag_T2starw.nii.gz`, `${anat}_part-phase_T2starw.nii.gz`];
    expect(imagesOf(await write("GRE", { withPhase: true }))).toEqual(parts);
    expect(imagesOf(await write("SWI", { withPhase: true }))).toEqual([`${anat}_swi.nii.gz`, ...parts]);
    // The sample that was there is replaced whole.
    expect((await readdir(join(folder.path, "sub-0007", "anat"))).sort()).toHaveLength(6);
  });

  it("keeps intensities to a step far below the noise, and 0 at 0", async () => {
    await write("SWI");
    const { image } = sampleOf("SWI");
    const { volume } = await loadNifti(join(folder.path, "sub-0007/anat/sub-0007_swi.nii.gz"));
    const largest = Math.max(...image.data);
    const off = image.data.map((value, v) => Math.abs(value - (volume.data[v] as number)));
    expect(Math.max(...off)).toBeLessThan(largest / 60_000);
  });

  it("writes seconds and mm into the sidecars, and the whole protocol", async () => {
    await write("GRE", { withPhase: true });
    const text = await readFile(join(folder.path, "sub-0007/anat/sub-0007_part-phase_T2starw.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      ...{ EchoTime: 0.02, RepetitionTimeExcitation: 0.028, FlipAngle: 15, MagneticFieldStrength: 3 },
      ...{ MRAcquisitionType: "3D", SliceThickness: 2, SpacingBetweenSlices: 2, Units: "rad" },
      CmbSynthProtocol: { contrast: "GRE", signalToNoise: 50 },
    });
    const magnitude = await readFile(join(folder.path, "sub-0007/anat/sub-0007_part-mag_T2starw.json"), "utf8");
    expect(JSON.parse(magnitude)).not.toHaveProperty("Units");
  });

  it("keeps what was drawn for a real scan out of the fields of BIDS and of the record", async () => {
    const protocol: SampleProtocol = {
      fieldStrengthT: 3,
      echoTimeMs: 21.3,
      encoding: "3D",
      sliceProfile: 0.9,
      acquiredSpacingMm: [1, 1, 1],
      b0Direction: [0, 0, 1],
      paramagneticPhase: "up",
      swiExponent: 4,
    };
    const content = { ...sampleOf("SWI"), protocol, known: { echoTimeMs: 24.7 }, source: "scan.nii.gz" };
    const record = await writeSample(planWith({ kind: "insertion" }), { sample: 7, content }, {});
    expect(record).toMatchObject({ echoTimeMs: 24.7, fieldStrengthT: null });
    const sidecar = JSON.parse(await readFile(join(folder.path, "sub-0007/anat/sub-0007_swi.json"), "utf8"));
    expect(sidecar).toEqual({
      ...{ EchoTime: 0.0247, SpacingBetweenSlices: 2, SourceFile: "scan.nii.gz", CmbSynthProtocol: protocol },
      Description: "A real scan into which @cmb/synth put objects",
    });
  });

  it("writes tissues and veins where asked", async () => {
    const { files } = await write("GRE", { withMaps: true });
    const maps = files.map(({ path }) => path).filter((path) => /tissues|vein/.test(path));
    expect(maps).toEqual([
      "derivatives/cmb-synth/sub-0007/anat/sub-0007_desc-tissues_dseg.nii.gz",
      "derivatives/cmb-synth/sub-0007/anat/sub-0007_label-vein_probseg.nii.gz",
    ]);
  });

  it("counts what is visible, and marks microbleeds alone in the mask", async () => {
    const record = await write("SWI");
    expect(record).toMatchObject({
      sample: 7,
      microbleeds: 3,
      visibleMicrobleeds: 2,
      otherObjects: 1,
      head: 3,
      source: null,
    });
    const stem = join(folder.path, "derivatives/cmb-synth/sub-0007/anat/sub-0007");
    const labels = (await loadNifti(`${stem}_dseg.nii.gz`)).volume.data;
    const mask = (await loadNifti(`${stem}_desc-microbleed_mask.nii.gz`)).volume.data;
    labels.forEach((label, v) => {
      expect(mask[v]).toBe(label === 1 || label === 2 ? 1 : 0);
    });
    expect(labels.includes(4)).toBe(true);
    const lookup = await readFile(`${stem}_dseg.tsv`, "utf8");
    expect(lookup).toBe("index\tname\n1\tmicrobleed\n2\tmicrobleed\n3\tmicrobleed\n4\tcalcification\n");
  });

  it("leaves the earlier sample as it was when it is stopped, and no other file", async () => {
    await write("SWI");
    const before = await readdir(folder.path, { recursive: true });
    const signal = AbortSignal.abort(new Error("enough"));
    const again = writeSample(planWith({ withMaps: true }), { sample: 7, content: sampleOf("GRE") }, { signal });
    await expect(again).rejects.toThrow("enough");
    expect(await readdir(folder.path, { recursive: true })).toEqual(before);
  });

  it("removes what a killed run has left of the same sample, and of no other", async () => {
    await mkdir(join(folder.path, ".cmb-sub-0007-old"));
    await mkdir(join(folder.path, ".cmb-sub-0008-at-work"));
    await write("SWI");
    expect((await readdir(folder.path)).sort()).toEqual([".cmb-sub-0008-at-work", "derivatives", "sub-0007"]);
  });
});
