import { affineFromSpacing, voxelToWorld } from "@cmb/core";
import { writeNifti } from "@cmb/io";
import type { Recipe } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import type { DatasetSubject } from "../dataset-subject.js";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";
import { standardizeSubject } from "./standardize-subject.js";

/** Axes alone: what went in has to come out. */
const TURN: Recipe = { schemaVersion: 1, id: "turn", steps: [{ step: "reorient", orientation: "RAS" }] };

async function firstOf(
  files: ReadonlyMap<string, Uint8Array>,
  dataset: "momeni" | "bids" = "momeni",
): Promise<DatasetSubject> {
  const [subject] = await readAll(dataset, files);
  if (subject === undefined) throw new Error("a subject is expected");
  return subject;
}

describe("standardizeSubject", () => {
  it("takes each centre through the geometry as a voxel", async () => {
    const { files, series } = await generateDataset("momeni", { seed: 5, patients: 1 });
    const { lesions, reference, labels } = await standardizeSubject(await firstOf(files), TURN);
    const [ni, nj] = labels?.shape ?? [0, 0];
    // LPS becomes RAS: the first two axes are turned round.
    const turned = (series[0]?.centres ?? []).map(([i, j, k]) => [ni - 1 - i, nj - 1 - j, k]);
    expect(reference?.count).toBe(turned.length);
    const found = lesions.map(({ centreVoxel }) => [...centreVoxel].map(Math.round));
    expect(found.map(String).sort()).toEqual(turned.map(String).sort());
  });

  it("draws balls of corrected radii, by voxels of the image as it was read, and says which it could not", async () => {
    const { files, series } = await generateDataset("momeni", { seed: 5, patients: 1 });
    const [first = [0, 0, 0]] = series[0]?.centres ?? [];
    const draw = { step: "drawSpheres", radius: "mm", dilateUpToVoxels: 0 } as const;
    const recipe: Recipe = { ...TURN, steps: [...TURN.steps, { step: "labelLesions", by: "components" }, draw] };
    const correctedRadii = [
      { voxel: [1, 1, 1], radiusMm: 1 },
      { voxel: first, radiusMm: 4 },
    ] as const;
    const subject = await firstOf(files);
    const { lesions, labels, image, provenance, warnings } = await standardizeSubject(subject, recipe, {
      correctedRadii,
    });
    const [ni, nj] = labels?.shape ?? [0, 0];
    const sizeAt = ([i, j, k]: readonly [number, number, number]): number | undefined => {
      const label = labels?.data[ni - 1 - i + ni * (nj - 1 - j + nj * k)];
      return lesions.find((lesion) => lesion.label === label)?.radiusMm;
    };
    expect(Math.abs((sizeAt(first) ?? 0) - 4)).toBeLessThan(0.3);
    expect(warnings).toContainEqual({ code: "RADIUS_FIX_UNUSED", message: expect.stringContaining("voxel 1, 1, 1:") });
    expect(warnings.filter(({ code }) => code === "RADIUS_FIX_UNUSED")).toHaveLength(1);
    expect(provenance.recipe.steps.at(-1)).toMatchObject({
      correctedRadii: [expect.anything(), [...voxelToWorld(image.volume.affine, first), 4]],
    });
    const undrawn = await standardizeSubject(subject, TURN, { correctedRadii });
    expect(undrawn.warnings.filter(({ code }) => code === "RADIUS_FIX_UNUSED")).toHaveLength(2);
  });

  it("warns when lesions are lost", async () => {
    const { files } = await generateDataset("momeni", { seed: 5, patients: 1 });
    const recipe: Recipe = { ...TURN, steps: [{ step: "cropOrPad", shape: [2, 2, 2] }] };
    const { warnings } = await standardizeSubject(await firstOf(files), recipe);
    expect(warnings.map(({ code }) => code)).toContain("LESION_COUNT_CHANGED");
  });

  it("gives an empty label image where there is said to be no lesion, and none where nothing is said", async () => {
    const { files } = await generateDataset("momeni", { seed: 5, patients: 2 });
    const healthy = (await readAll("momeni", files)).at(-1);
    const none = healthy && (await standardizeSubject(healthy, TURN));
    expect(none?.labels?.data.every((label) => label === 0)).toBe(true);
    const volume = {
      data: new Uint8Array(27).fill(9),
      shape: [3, 3, 3],
      affine: affineFromSpacing([1, 1, 1]),
    } as const;
    const bids = withFiles(new Map(), { "sub-1/anat/sub-1_T2starw.nii": writeNifti(volume) });
    const unknown = await standardizeSubject(await firstOf(bids, "bids"), TURN);
    expect([unknown.labels, unknown.reference]).toEqual([undefined, undefined]);
  });

  it("stops when it is told to", async () => {
    const { files } = await generateDataset("momeni", { seed: 5, patients: 1 });
    const signal = AbortSignal.abort(new Error("enough"));
    expect(await failureOf(async () => standardizeSubject(await firstOf(files), TURN, { signal }))).toMatch(/enough/);
  });
});
