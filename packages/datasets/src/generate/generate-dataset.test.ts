import { spacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetName } from "../dataset-subject.js";
import { DATASET_NAMES } from "../readers/read-dataset.js";
import { failureOf, readAll } from "../testdata/read-all.js";
import { generateDataset } from "./generate-dataset.js";

describe("generateDataset", () => {
  it("gives the same bytes for the same seed and others for another", async () => {
    const files = async (seed: number) => (await generateDataset("dou", { seed, patients: 1 })).files;
    expect(await files(5)).toEqual(await files(5));
    expect((await files(5)).get("nii/01.nii")).not.toEqual((await files(6)).get("nii/01.nii"));
  });

  it("makes as many patients as it is asked for", async () => {
    const { series } = await generateDataset("momeni", { patients: 2 });
    expect(new Set(series.map(({ patientUid }) => patientUid)).size).toBe(2);
  });

  it("draws balls darker than their surroundings, where it says", async () => {
    const { files, series } = await generateDataset("momeni", { patients: 1 });
    const [subject] = await readAll("momeni", files);
    const image = await subject?.loadImage();
    const [ni, nj] = image?.shape ?? [0, 0];
    for (const [i, j, k] of series[0]?.centres ?? []) {
      expect(Number(image?.volume.data[i + ni * (j + nj * k)])).toBeLessThan(150);
      const aside = Math.ceil(4 / (image === undefined ? 1 : spacing(image.affine)[0]));
      expect(Number(image?.volume.data[i + aside + ni * (j + nj * k)])).toBeGreaterThan(200);
    }
  });

  it("refuses an unknown name and a number of patients out of range", async () => {
    expect(await failureOf(() => generateDataset("x" as DatasetName))).toMatch(/INVALID_ARGUMENT: .*valdo/);
    expect(await failureOf(() => generateDataset("dou", { patients: 0 }))).toMatch(/OUT_OF_RANGE: .*1 to 1000/);
  });
});

describe("properties", () => {
  it("whatever the seed, a reader finds the series that were generated", async () => {
    const name = fc.constantFrom(...DATASET_NAMES);
    await fc.assert(
      fc.asyncProperty(name, fc.nat(1000), async (dataset, seed) => {
        const { files, series } = await generateDataset(dataset, { seed, patients: 1 });
        expect((await readAll(dataset, files)).map(({ id }) => id)).toEqual(series.map(({ id }) => id));
      }),
      { numRuns: 12 },
    );
  });
});
