import { affineFromSpacing, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { lesionsFromInstances } from "../labelling/label-lesions.js";
import { frocCamelyon } from "../protocols/froc-camelyon.js";
import { frocNndet } from "../protocols/froc-nndet.js";
import { readFixture } from "../testdata/read-fixture.js";
import { froc } from "./froc.js";
import type { ScoredDetection } from "./scored-detection.js";
import { meanSensitivity, sensitivityAt } from "./sensitivity-at.js";

interface MonaiPoints {
  readonly id: string;
  readonly probs: readonly number[];
  readonly coordsYX?: readonly (readonly [number, number])[];
  readonly coordsZYX?: readonly (readonly [number, number, number])[];
  readonly mask?: readonly (readonly number[])[];
  readonly mask3d?: readonly (readonly (readonly number[])[])[];
  readonly labelsToExclude: readonly number[];
  readonly resolutionLevel?: number;
  readonly fpProbs: readonly number[];
  readonly tpProbs: readonly number[];
  readonly numTargets: number;
}
interface MonaiCurve {
  readonly id: string;
  readonly fpProbs: readonly number[];
  readonly tpProbs: readonly number[];
  readonly numTargets: number;
  readonly numImages: number;
  readonly evalThresholds: readonly number[];
  readonly score: number;
  readonly fpsPerImage: readonly number[];
  readonly sensitivity: readonly number[];
}
interface NndetCase {
  readonly id: string;
  readonly matches: readonly (0 | 1)[];
  readonly scores: readonly number[];
  readonly numImages: number;
  readonly numGt: number;
  readonly fps: readonly number[];
  readonly sensitivity: readonly number[];
  readonly curveAtFpi: readonly number[];
  readonly score: number;
}

const monai = readFixture<{ readonly fpTp: readonly MonaiPoints[]; readonly froc: readonly MonaiCurve[] }>(
  "peers/monai-froc.json",
);
const nndet = readFixture<{ readonly cases: readonly NndetCase[] }>("peers/nndetection-froc.json");

describe("froc-camelyon beside MONAI's compute_fp_tp_probs", () => {
  it.each(monai.fpTp)("$id", (fixture) => {
    const slices = fixture.mask3d ?? [fixture.mask ?? []];
    const [nk, nj, ni] = [slices.length, slices[0]?.length ?? 0, slices[0]?.[0]?.length ?? 0];
    const shape: Shape = [ni, nj, nk];
    const data = Uint8Array.from(slices.flat(2));
    const { lesions, labels } = lesionsFromInstances({ data, shape, affine: affineFromSpacing([1, 1, 1]) });
    const scale = 2 ** (fixture.resolutionLevel ?? 0);
    const places = fixture.coordsZYX ?? (fixture.coordsYX ?? []).map(([y, x]) => [0, y, x] as const);
    const voxels = places.map(
      ([z, y, x]) => [Math.floor(x / scale), Math.floor(y / scale), Math.floor(z / scale)] as const,
    );
    const indexOf = ([i, j, k]: readonly [number, number, number]): number => i + ni * (j + nj * k);
    const isExcluded = (label: number): boolean => {
      const at = labels.data.indexOf(label);
      return fixture.labelsToExclude.includes(data[at] ?? 0);
    };
    const kept = lesions.flatMap((_, n) => (isExcluded(n + 1) ? [] : [n]));
    // A point on an excluded target is neither hit nor false: it is left out with its target.
    const points = voxels.flatMap((voxel, n) => {
      const label = labels.data[indexOf(voxel)] ?? 0;
      return label > 0 && isExcluded(label)
        ? []
        : [{ voxel, score: fixture.probs[n] ?? 0, target: kept.indexOf(label - 1) }];
    });
    const scan: EvaluationCase = {
      id: fixture.id,
      spacingMm: [1, 1, 1],
      reference: kept.map((n) => lesions[n] ?? {}),
      prediction: points.map(({ voxel, score }) => ({ centreVoxel: voxel, score })),
      predictionCentreHits: points.flatMap(({ target }, p) => (target < 0 ? [] : [[target, p] as const])),
    };
    const { detections = [], result } = evaluateCase(scan, frocCamelyon);
    expect(result.referenceCount).toBe(fixture.numTargets);
    expect(detections.filter(({ isHit }) => !isHit).map(({ score }) => score)).toEqual(fixture.fpProbs);
    // MONAI lists targets by label, the excluded and the missed ones with probability 0.
    const found = fixture.tpProbs.filter((probability) => probability > 0);
    expect(
      detections
        .filter(({ isHit }) => isHit)
        .map(({ score }) => score)
        .sort(),
    ).toEqual(found.sort());
  });
});

describe("froc without the lowest threshold beside MONAI's compute_froc_curve_data", () => {
  it.each(monai.froc)("$id", (fixture) => {
    const detections: ScoredDetection[] = [
      ...fixture.fpProbs.map((score) => ({ score, isHit: false })),
      ...fixture.tpProbs.map((score) => ({ score, isHit: true })),
    ];
    // Some of MONAI's examples find more targets than there are, which `froc` refuses: here all of them exist, and the
    // sensitivities are over the number that the example states.
    const referenceCount = Math.max(fixture.numTargets, fixture.tpProbs.length);
    const curve = froc(detections, { referenceCount, scanCount: fixture.numImages, points: "withoutLowest" });
    const backwards = [...curve].reverse();
    expect(backwards.map((point) => point.falsePositivesPerScan)).toEqual(fixture.fpsPerImage);
    expect(backwards.map((point) => point.truePositives / fixture.numTargets)).toEqual(fixture.sensitivity);
    // The fixture gives eight decimals.
    const mean = meanSensitivity(curve, fixture.evalThresholds, "linear");
    expect((mean * referenceCount) / fixture.numTargets).toBeCloseTo(fixture.score, 8);
  });
});

describe("froc without collinear points beside nnDetection", () => {
  const { points, reading, rates } = frocNndet.parameters.curve;
  it.each(nndet.cases)("$id", (fixture) => {
    const detections = fixture.scores.map((score, n) => ({ score, isHit: fixture.matches[n] === 1 }));
    const curve = froc(detections, { referenceCount: fixture.numGt, scanCount: fixture.numImages, points });
    const tolerance = 12;
    expect(curve).toHaveLength(fixture.fps.length);
    for (const [n, point] of curve.entries()) {
      expect(point.falsePositivesPerScan).toBeCloseTo(fixture.fps[n] ?? Number.NaN, tolerance);
      expect(point.sensitivity).toBeCloseTo(fixture.sensitivity[n] ?? Number.NaN, tolerance);
    }
    for (const [n, rate] of rates.entries()) {
      expect(sensitivityAt(curve, rate, reading)).toBeCloseTo(fixture.curveAtFpi[n] ?? Number.NaN, tolerance);
    }
    expect(meanSensitivity(curve, rates, reading)).toBeCloseTo(fixture.score, tolerance);
  });
});
