import { affineFromSpacing, connectedComponents, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentationScores } from "../segmentation/segmentation-scores.js";
import { caseFromInstances, caseFromMasks } from "./case-from-masks.js";
import { labelLesions, lesionsFromInstances } from "./label-lesions.js";
import type { Foreground } from "./labelling-rule.js";

const shape: Shape = [5, 4, 3];
const affine = affineFromSpacing([1, 1, 2]);
const size = shape[0] * shape[1] * shape[2];
const connectivity = fc.constantFrom(6 as const, 18 as const, 26 as const);
const volume = <D extends VoxelArray>(data: D): Volume<D> => ({ data, shape, affine });

// Values on, above and below the thresholds, in types that are read as they are and in types that are not.
const levels = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: size, maxLength: size });
const image = fc.oneof(
  levels.map((values): VoxelArray => Uint8Array.from(values)),
  levels.map((values): VoxelArray => Uint16Array.from(values)),
  levels.map((values): VoxelArray => Int16Array.from(values, (value) => (value === 2 ? -3 : value))),
  levels.map((values): VoxelArray => Float32Array.from(values, (value) => value / 2)),
);
const foreground = fc.record<Foreground>({
  threshold: fc.constantFrom(-1, 0, 0.5, 1, 2),
  includes: fc.constantFrom("above", "from"),
});

describe("properties", () => {
  it("labels are those of the mask that the threshold cuts, whatever the type", () => {
    fc.assert(
      fc.property(image, foreground, connectivity, (data, rule, c) => {
        const isIn = (value: number): boolean =>
          rule.includes === "from" ? value >= rule.threshold : value > rule.threshold;
        const mask = Uint8Array.from(data, (value) => Number(isIn(value)));
        const { labels, lesions, voxels } = labelLesions(volume(data), { foreground: rule, connectivity: c });
        const expected = connectedComponents(volume(mask), { connectivity: c });
        expect(Uint8Array.from(labels.data, (label) => Math.min(1, label))).toEqual(mask);
        expect(lesions).toHaveLength(expected.count);
        expect([...voxels]).toEqual([...mask.keys()].filter((v) => mask[v] === 1));
        for (const v of voxels) {
          const sameObject = [...voxels].filter((u) => expected.labels.data[u] === expected.labels.data[v]);
          expect(sameObject).toEqual([...voxels].filter((u) => labels.data[u] === labels.data[v]));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("a case of two images holds what counting voxel by voxel gives", () => {
    const soft = fc
      .array(fc.constantFrom(0, 0, 0, 0.25, 0.75, 1), { minLength: size, maxLength: size })
      .map((values) => volume(Float32Array.from(values)));
    fc.assert(
      fc.property(soft, soft, connectivity, (reference, prediction, c) => {
        const rule = { foreground: { threshold: 0.5, includes: "above" }, connectivity: c } as const;
        const made = caseFromMasks("a", { reference, prediction }, { reference: rule, prediction: rule });
        const left = labelLesions(reference, rule);
        const right = labelLesions(prediction, rule);
        expect([made.reference, made.prediction]).toEqual([left.lesions, right.lesions]);
        expect(made).toMatchObject(countedByVoxel(left.labels.data, right.labels.data, reference.data));
        const weight = (data: Float32Array, labels: Uint32Array): number =>
          data.reduce((sum, value, v) => (labels[v] ? sum + value : sum), 0);
        expect(made.voxelSums).toMatchObject({
          softReference: weight(reference.data, left.labels.data),
          softPrediction: weight(prediction.data, right.labels.data),
          softProduct: weight(
            reference.data.map((value, v) => (right.labels.data[v] ? value * (prediction.data[v] ?? 0) : 0)),
            left.labels.data,
          ),
          grid: size,
        });
      }),
    );
  });

  it("a case of two instance images does too, and touching instances stay apart", () => {
    const instances = levels.map((values) => volume(Uint8Array.from(values, (value) => 40 * value)));
    fc.assert(
      fc.property(instances, instances, (reference, prediction) => {
        const made = caseFromInstances("a", { reference, prediction }, { surfaceToleranceMm: 1 });
        const { hausdorffMm, assdMm, surfaceDice } = segmentationScores(reference, prediction, {
          surfaceToleranceMm: 1,
        });
        expect(made.surface).toMatchObject({ hausdorffMm, assdMm, surfaceDice });
        const [left, right] = [lesionsFromInstances(reference), lesionsFromInstances(prediction)];
        expect(made).toMatchObject(countedByVoxel(left.labels.data, right.labels.data, undefined));
        expect(made.reference).toHaveLength(new Set(reference.data.filter((value) => value > 0)).size);
      }),
    );
  });
});

/** Overlaps and voxel counts the slow way. */
function countedByVoxel(left: Uint32Array, right: Uint32Array, weights: Float32Array | undefined) {
  const overlap: number[][] = [];
  for (let r = 1; r <= Math.max(0, ...left); r++) {
    for (let p = 1; p <= Math.max(0, ...right); p++) {
      const shared = [...left.keys()].filter((v) => left[v] === r && right[v] === p);
      const weighted = shared.reduce((sum, v) => sum + (weights?.[v] ?? 1), 0);
      if (shared.length > 0) {
        overlap.push([r - 1, p - 1, shared.length, ...(weighted === shared.length ? [] : [weighted])]);
      }
    }
  }
  const count = (isCounted: (v: number) => boolean): number => [...left.keys()].filter(isCounted).length;
  return {
    overlap,
    voxelSums: {
      both: count((v) => left[v] !== 0 && right[v] !== 0),
      referenceOnly: count((v) => left[v] !== 0 && right[v] === 0),
      predictionOnly: count((v) => left[v] === 0 && right[v] !== 0),
    },
  };
}
