import { describe, expect, it } from "vitest";
import { labelLesions } from "../labelling/label-lesions.js";
import { paintBoxes } from "../testdata/boxes.js";
import { firstOrderFeatures } from "./first-order-features.js";
import { measureLesions } from "./measure-lesions.js";
import { shapeFeatures } from "./shape-features.js";

const shape = [14, 10, 8] as const;
const spacingMm = [0.5, 0.5, 2] as const;
const first = [1, 1, 1, 3, 4, 3];
const second = [8, 5, 4, 12, 8, 6];
const labelled = labelLesions(paintBoxes(shape, spacingMm, [first, second]), {
  foreground: { threshold: 0, includes: "above" },
  connectivity: 6,
});
const image = paintBoxes(shape, spacingMm, [
  [0, 0, 0, 14, 10, 8, 100],
  [...first, 40],
  [...second, 70],
  [8, 5, 4, 9, 6, 5, 10],
]);

describe("measureLesions", () => {
  it("gives the features that the single functions give", () => {
    const lesions = measureLesions(labelled, { image });
    expect(lesions).toHaveLength(2);
    for (const [n, lesion] of lesions.entries()) {
      expect(lesion).toMatchObject({ sizeVoxels: labelled.lesions[n]?.sizeVoxels });
      expect(lesion.features).toMatchObject({ ...labelled.lesions[n]?.features });
      for (const [name, value] of Object.entries(shapeFeatures(labelled.labels, n + 1))) {
        expect(lesion.features?.[`shape.${name}`], name).toBe(value);
      }
    }
    const intensities = [10, ...new Array<number>(23).fill(70)];
    for (const [name, value] of Object.entries(firstOrderFeatures(intensities, { voxelVolumeMm3: 0.5 }))) {
      expect(lesions[1]?.features?.[`firstOrder.${name}`], name).toBeCloseTo(value, 10);
    }
    expect(lesions[0]?.features?.["contrast"]).toBeCloseTo(0.6, 12);
    // 14 + 18 + 4 of the labelling + contrast.
    expect(Object.keys(lesions[0]?.features ?? {})).toHaveLength(37);
  });

  it("measures shape alone without an image, in the bins that were asked for with one", () => {
    expect(measureLesions(labelled, {})[0]?.features).not.toHaveProperty("contrast");
    const entropy = (binWidth: number): number | undefined =>
      measureLesions(labelled, { image, binWidth })[1]?.features?.["firstOrder.entropy"];
    expect(entropy(25)).toBeGreaterThan(0.2);
    expect(entropy(100)).toBeCloseTo(0, 12);
  });

  it("names the location by the published rules from SynthSeg's labels", () => {
    // The first lesion lies in cortex with white matter second, the second in CSF alone.
    const anatomy = paintBoxes(shape, spacingMm, [
      [0, 0, 0, 14, 10, 8, 24],
      [0, 0, 0, 3, 10, 8, 3],
      [0, 0, 0, 2, 2, 8, 2],
    ]);
    expect(measureLesions(labelled, { anatomy }).map(({ location }) => location)).toEqual([
      "Subcortical white matter",
      undefined,
    ]);
    const zones = measureLesions(labelled, { anatomy, locationNames: "zone" });
    expect(zones.map(({ location }) => location)).toEqual(["lobar", undefined]);
    // Brain stem is no brain label in the notebook's list, ventral DC none in the evaluation's.
    const stem = paintBoxes(shape, spacingMm, [
      [0, 0, 0, 14, 10, 8, 8],
      [0, 0, 0, 3, 3, 8, 16],
    ]);
    const places = (locationRule: "evaluation" | "notebook"): unknown =>
      measureLesions(labelled, { anatomy: stem, locationRule })[0]?.location;
    expect([places("evaluation"), places("notebook")]).toEqual(["Brainstem", "Cerebellum"]);
  });

  it("takes the lower of two labels with as many voxels", () => {
    // Half of the first lesion's voxels lie in the thalamus (10), which is met first, half in the cerebellum (8).
    const anatomy = paintBoxes(shape, spacingMm, [
      [0, 0, 0, 14, 10, 8, 8],
      [0, 0, 0, 2, 10, 8, 10],
    ]);
    expect(measureLesions(labelled, { anatomy })[0]?.location).toBe("Cerebellum");
  });

  it("refuses an image on another grid", () => {
    const other = paintBoxes([14, 10, 7], spacingMm, []);
    expect(() => measureLesions(labelled, { image: other })).toThrow("measureLesions: image");
    expect(() => measureLesions(labelled, { anatomy: other })).toThrow("measureLesions: anatomy");
  });
});
