import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "../curves/average-precision.js";
import { froc } from "../curves/froc.js";
import type { ScoredDetection } from "../curves/scored-detection.js";
import { sensitivityAt } from "../curves/sensitivity-at.js";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { caseFromMasks } from "../labelling/case-from-masks.js";
import { readFixture } from "../testdata/read-fixture.js";
import { overrideProtocol } from "./override-protocol.js";
import { picai } from "./picai.js";

interface Lesion {
  readonly isLesion: 0 | 1;
  readonly confidence: number;
  readonly overlap: number;
}
interface Fixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shapeZYX: readonly [number, number, number];
    readonly labelShapeZYX: readonly [number, number, number];
    readonly det: readonly (readonly [number, number, number, number])[];
    readonly label: readonly (readonly [number, number, number])[];
    readonly expected: Readonly<
      Record<string, { readonly lesions: readonly Lesion[]; readonly caseConfidence: number }>
    >;
  }[];
  readonly aggregate: {
    readonly numLesions: number;
    readonly numCases: number;
    readonly AP: number;
    readonly lesionTP: readonly number[];
    readonly lesionTPR: readonly number[];
    readonly lesionFP: readonly (number | "Infinity")[];
    readonly lesionFPR: readonly (number | "Infinity")[];
    readonly tprAtFpr: Readonly<Record<string, number>>;
  };
  readonly frocUnit: {
    readonly lesionResults: Readonly<Record<string, readonly (readonly [0 | 1, number, number])[]>>;
    readonly lesionTPR: readonly number[];
    readonly lesionFPR: readonly (number | "Infinity")[];
    readonly AP: number;
    readonly tprAtFpr: Readonly<Record<string, number>>;
  };
}

const { cases, aggregate, frocUnit } = readFixture<Fixture>("peers/picai-eval.json");

function paint(shapeZYX: readonly [number, number, number], voxels: readonly (readonly number[])[]): Volume {
  const [nk, nj, ni] = shapeZYX;
  const shape: Shape = [ni, nj, nk];
  const data = new Float32Array(ni * nj * nk);
  for (const [k = 0, j = 0, i = 0, value = 1] of voxels) data[i + ni * (j + nj * k)] = value;
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}

const byContent = (a: Lesion, b: Lesion): number =>
  b.isLesion - a.isLesion || b.confidence - a.confidence || b.overlap - a.overlap;

describe.each(cases)("picai beside picai_eval: $id", (fixture) => {
  it.each(Object.entries(fixture.expected))("%s", (name, expected) => {
    const by = name.startsWith("DSC") ? "dice" : "iou";
    const minimum = Number(/minOverlap([\d.]+)-/.exec(name)?.[1]);
    const duplicateHits = name.endsWith("True") ? "ignore" : "falsePositive";
    const protocol = overrideProtocol(picai, { criterion: { by, minimum, strict: false }, duplicateHits });
    const { referenceForeground, predictionForeground, connectivity } = protocol.parameters;
    const scan = caseFromMasks(
      fixture.id,
      { reference: paint(fixture.labelShapeZYX, fixture.label), prediction: paint(fixture.shapeZYX, fixture.det) },
      {
        reference: { foreground: referenceForeground, connectivity },
        prediction: { foreground: predictionForeground, connectivity },
      },
    );
    const { result, matching, detections, caseScore, matchedCase } = evaluateCase(scan, protocol);
    const hits = matching.pairs.map(({ prediction, value }): Lesion => {
      return { isLesion: 1, confidence: matchedCase.prediction[prediction]?.score ?? 0, overlap: value };
    });
    const missed = matching.referenceFound.filter((isFound) => !isFound);
    const falses = (detections ?? []).filter(({ isHit }) => !isHit);
    const lesions: Lesion[] = [
      ...hits,
      ...missed.map((): Lesion => ({ isLesion: 1, confidence: 0, overlap: 0 })),
      ...falses.map(({ score }): Lesion => ({ isLesion: 0, confidence: score, overlap: 0 })),
    ];
    expect(lesions).toHaveLength(expected.lesions.length);
    const sorted = [...expected.lesions].sort(byContent);
    for (const [n, lesion] of lesions.sort(byContent).entries()) {
      expect([lesion.isLesion, lesion.confidence]).toEqual([sorted[n]?.isLesion, sorted[n]?.confidence]);
      // picai_eval adds 1e-8 to both parts of the share and prints eight decimals.
      expect(lesion.overlap).toBeCloseTo(sorted[n]?.overlap ?? Number.NaN, 7);
    }
    expect(caseScore).toBe(expected.caseConfidence);
    expect(result.falsePositives).toBe(falses.length);
  });
});

const finite = (value: number | "Infinity"): number => (value === "Infinity" ? Number.POSITIVE_INFINITY : value);

describe("picai's curve", () => {
  const rows = Object.values(frocUnit.lesionResults).flat();
  const detections = rows.map(([isLesion, score]): ScoredDetection => ({ score, isHit: isLesion === 1 }));
  const referenceCount = detections.filter(({ isHit }) => isHit).length;
  const scanCount = Object.keys(frocUnit.lesionResults).length;
  const curve = froc(detections, { referenceCount, scanCount, points: "openEnd" });
  it("runs the lowest threshold to infinity, as its unit test expects", () => {
    const points = curve.slice(1);
    // picai_eval keeps these in float32.
    expect(points.map(({ sensitivity }) => Math.fround(sensitivity))).toEqual(frocUnit.lesionTPR.map(Math.fround));
    expect(points.map((point) => Math.fround(point.falsePositivesPerScan))).toEqual(
      frocUnit.lesionFPR.map((rate) => Math.fround(finite(rate))),
    );
  });
  it("reads the sensitivity in steps", () => {
    for (const [rate, expected] of Object.entries(frocUnit.tprAtFpr)) {
      expect(sensitivityAt(curve, Number(rate), "step")).toBeCloseTo(expected, 6);
    }
  });
  it("gives its average precision", () => {
    expect(averagePrecision(detections, referenceCount)).toBeCloseTo(frocUnit.AP, 12);
  });
  it("reads the aggregate of its ten cases in steps", () => {
    const points = aggregate.lesionTP.map((truePositives, n) => {
      const falsePositives = finite(aggregate.lesionFP[n] ?? 0);
      return {
        threshold: 0,
        truePositives,
        falsePositives,
        sensitivity: truePositives / aggregate.numLesions,
        falsePositivesPerScan: falsePositives / aggregate.numCases,
      };
    });
    expect(points.map(({ sensitivity }) => Math.fround(sensitivity))).toEqual(aggregate.lesionTPR.map(Math.fround));
    for (const [rate, expected] of Object.entries(aggregate.tprAtFpr)) {
      expect(sensitivityAt(points, Number(rate), "step")).toBe(expected);
    }
  });
  it("gives the counts and the average precision of its ten cases from their detections", () => {
    // The counts at each threshold say how many hits and false positives have each score; its value does not matter.
    const steps = aggregate.lesionTP.slice(0, -1).map((hits, n) => ({
      score: 1 - n / 10,
      hits: hits - (aggregate.lesionTP[n - 1] ?? 0),
      falses: finite(aggregate.lesionFP[n] ?? 0) - finite(aggregate.lesionFP[n - 1] ?? 0),
    }));
    const detections = steps.flatMap(({ score, hits, falses }): ScoredDetection[] => [
      ...new Array<ScoredDetection>(hits).fill({ score, isHit: true }),
      ...new Array<ScoredDetection>(falses).fill({ score, isHit: false }),
    ]);
    const { numLesions, numCases } = aggregate;
    const points = froc(detections, { referenceCount: numLesions, scanCount: numCases, points: "openEnd" }).slice(1);
    expect(points.map((point) => point.truePositives)).toEqual(aggregate.lesionTP);
    expect(points.map((point) => point.falsePositives)).toEqual(aggregate.lesionFP.map(finite));
    expect(averagePrecision(detections, numLesions)).toBeCloseTo(aggregate.AP, 12);
  });
});
