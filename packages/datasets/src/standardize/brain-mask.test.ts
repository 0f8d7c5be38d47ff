import { affineFromSpacing, createVolume, type Volume } from "@cmb/core";
import type { Recipe } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { createMemoryFolder } from "../create-memory-folder.js";
import type { DatasetSubject } from "../dataset-subject.js";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll } from "../testdata/read-all.js";
import { assertTakesBrainMask, brainModel, findBrainMask } from "./brain-mask.js";

const folderOf = (...paths: readonly string[]) => createMemoryFolder(new Map(paths.map((path) => [path, new Blob()])));

async function firstOf(dataset: "valdo" | "cerebriu"): Promise<{ subject: DatasetSubject; images: string[] }> {
  const { files } = await generateDataset(dataset, { patients: 1 });
  const [subject] = await readAll(dataset, files);
  if (subject === undefined) throw new Error("a subject is expected");
  return { subject, images: [...files.keys()] };
}

describe("findBrainMask", () => {
  it.each([
    "sub-101.nii",
    "a/b/sub-101_mask.nii.gz",
    "sub-101_bet_mask.nii.gz",
    "sub-101_brain_mask.nii.gz",
    "sub-101_desc-brain_mask.nii.gz",
    "sub-101_space-T2S_desc-masked_T2S.nii.gz",
    "sub-101_space-T2S_desc-masked_T2S_mask.nii.gz",
  ])("finds %s, called as the series or its image", async (path) => {
    const { subject, images } = await firstOf("valdo");
    const others = [
      "sub-1010_mask.nii.gz",
      "sub-101_mask.json",
      "c/sub-101_mask",
      "sub-101_bet.nii.gz",
      "xsub-101_mask.nii.gz",
    ];
    expect(await findBrainMask(folderOf(path, ...others), subject, folderOf(...images))).toBe(path);
  });

  it("refuses none, and several", async () => {
    const { subject, images } = await firstOf("valdo");
    const failure = (...paths: readonly string[]) =>
      failureOf(() => findBrainMask(folderOf("other_mask.nii", ...paths), subject, folderOf(...images)));
    expect(await failure()).toMatch(/^INVALID_DATASET: .*brain mask sub-101 or .*there is none/);
    expect(await failure("b/sub-101.nii", "a/sub-101_mask.nii")).toMatch(
      /there are 2: a\/sub-101_mask.nii, b\/sub-101/,
    );
  });

  it("does not pair by the name of an image that other series have too", async () => {
    const { subject, images } = await firstOf("cerebriu");
    const masks = folderOf("SWI_1_mask.nii.gz");
    const image = subject.imagePath ?? "";
    expect(image).toMatch(/\/SWI_1.nii.gz$/);
    const alone = images.filter((path) => path === image || !path.endsWith("SWI_1.nii.gz"));
    expect(await findBrainMask(masks, subject, folderOf(...alone))).toBe("SWI_1_mask.nii.gz");
    const shared = folderOf(...alone, "study009/images/SWI_1/SWI_1.nii.gz");
    expect(await failureOf(() => findBrainMask(masks, subject, shared))).toMatch(/there is none/);
  });
});

describe("brainModel", () => {
  const image = createVolume(new Float32Array(60), [3, 4, 5], affineFromSpacing([1, 1, 2]));
  const maskAt = (shiftMm: number, value = 1): Volume<Uint8Array> => {
    const [a, b, c, d, ...rest] = affineFromSpacing([1, 1, 2]);
    return createVolume(new Uint8Array(60).fill(value), [3, 4, 5], [
      a,
      b,
      c,
      d + shiftMm,
      ...rest,
    ] as typeof image.affine);
  };
  const failure = (volume: Volume<Uint8Array>) => failureOf(() => brainModel({ id: "m", volume }, image, "dou"));

  it("answers with the mask on the grid of the image, where the affines differ by less than half a voxel", async () => {
    const model = brainModel({ id: "m", volume: maskAt(0.4) }, image, "dou");
    const { brain } = await model.segment(image, {});
    expect([model.id, brain]).toEqual(["m", { ...image, data: new Uint8Array(60).fill(1) }]);
  });

  it("refuses a mask that lies elsewhere, has another shape, or is empty", async () => {
    expect(await failure(maskAt(0.6))).toMatch(/^INVALID_DATASET: The brain mask m lies up to 0.60 mm/);
    expect(await failure({ ...maskAt(0), shape: [4, 3, 5] })).toMatch(/^SHAPE_MISMATCH: the brain mask m/);
    expect(await failure(maskAt(0, 0))).toMatch(/^EMPTY_VOLUME/);
  });

  it("sees that a mask is turned about its first corner", async () => {
    const [a, ...rest] = affineFromSpacing([1, 1, 2]);
    expect(await failure({ ...maskAt(0), affine: [-a, ...rest] as typeof image.affine })).toMatch(/up to 4.00 mm/);
  });
});

describe("assertTakesBrainMask", () => {
  it("passes a recipe whose brainMask step takes a mask, and no other", async () => {
    const recipe = (source: "model" | "classical" | "modelOrClassical"): Recipe => {
      return { schemaVersion: 1, id: "r", steps: [{ step: "brainMask", source }] };
    };
    for (const source of ["model", "modelOrClassical"] as const) assertTakesBrainMask(recipe(source), "masks");
    expect(await failureOf(() => assertTakesBrainMask(recipe("classical"), "masks"))).toMatch(/^INVALID_ARGUMENT/);
  });
});
