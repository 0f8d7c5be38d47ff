import { type Affine, affineFromSpacing, type Shape, type Volume, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { auroc } from "../curves/auroc.js";
import { averagePrecision } from "../curves/average-precision.js";
import { froc } from "../curves/froc.js";
import { precisionRecallCurve } from "../curves/precision-recall-curve.js";
import { LUNA_RATES, sensitivityAt } from "../curves/sensitivity-at.js";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import { filterBySize } from "../evaluation/filter-by-size.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { caseFromInstances, caseFromMasks } from "../labelling/case-from-masks.js";
import { labelLesions } from "../labelling/label-lesions.js";
import { matchLesions } from "../matching/match-lesions.js";
import { assdMm } from "../segmentation/assd.js";
import { compareMasks } from "../segmentation/compare-masks.js";
import { segmentationScores } from "../segmentation/segmentation-scores.js";
import { surfaceDistances } from "../segmentation/surface-distances.js";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import { getProtocol } from "./list-protocols.js";
import { overrideProtocol } from "./override-protocol.js";
import { panoptic } from "./panoptic.js";

/** A 2-D fixture image [rows, columns] as one slice, boxes [r0, c0, r1, c1, label]. */
function paintSlice(shape: readonly [number, number], boxes: readonly (readonly number[])[]): Volume {
  const size: Shape = [shape[0], shape[1], 1];
  const flat = boxes.map(([r0 = 0, c0 = 0, r1 = 0, c1 = 0, label = 1]): Box => [r0, c0, 0, r1, c1, 1, label]);
  return paintBoxes(size, [1, 1, 1], flat);
}

interface PanopticaCase {
  readonly id: string;
  readonly shape: readonly [number, number];
  readonly ref: readonly (readonly number[])[];
  readonly pred: readonly (readonly number[])[];
  readonly input: "semantic" | "unmatched-instance";
  readonly metric: "IoU" | "ASSD";
  readonly threshold: number;
  readonly strict?: boolean;
  readonly expected: Readonly<Record<string, number>>;
}
const panoptica = readFixture<{ readonly cases: readonly PanopticaCase[] }>("peers/panoptica.json");

describe("panoptic beside panoptica", () => {
  it.each(panoptica.cases)("$id", (fixture) => {
    const images = {
      reference: paintSlice(fixture.shape, fixture.ref),
      prediction: paintSlice(fixture.shape, fixture.pred),
    };
    const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 26 } as const;
    const scan =
      fixture.input === "semantic"
        ? caseFromMasks(fixture.id, images, { reference: rule, prediction: rule })
        : caseFromInstances(fixture.id, images);
    // Matching by surface distance is a comparison of two masks here; the pair it admits is then scored by IoU.
    const isNear =
      fixture.metric === "ASSD" && assdMm(surfaceDistances(images.reference, images.prediction)) <= fixture.threshold;
    const minimum = fixture.metric === "ASSD" ? 0 : fixture.threshold;
    if (fixture.metric === "ASSD") expect(isNear).toBe(fixture.expected["tp"] === 1);
    const criterion = { by: "iou", minimum, strict: fixture.strict ?? false } as const;
    const { result } = evaluateCase(scan, overrideProtocol(panoptic, { criterion }));
    const whole = segmentationScores(images.reference, images.prediction, { surfaceToleranceMm: 1 });
    const actual: Record<string, number> = {
      tp: result.truePositives,
      fp: result.falsePositives,
      fn: result.falseNegatives,
      sq: result.segmentationQuality ?? Number.NaN,
      rq: result.recognitionQuality ?? Number.NaN,
      pq: result.panopticQuality ?? Number.NaN,
      sqDsc: result.truePositives === 0 ? 0 : result.dice,
      globalBinDsc: whole.dice,
      globalBinCedi: whole.centreDistanceMm,
      globalBinHd: whole.hausdorffMm,
      globalBinHd95: whole.hausdorff95Mm,
      globalBinRvd: whole.relativeVolumeDifference,
      globalBinRvae: Math.abs(whole.relativeVolumeDifference),
      ...matchedPairScores(fixture, images),
    };
    for (const [name, value] of Object.entries(fixture.expected)) {
      expect([name, actual[name]]).toEqual([name, expect.closeTo(value, 12)]);
    }
  });
});

/** Scores of the first reference against the only prediction, as panoptica averages them over one match. */
function matchedPairScores(
  fixture: PanopticaCase,
  { prediction }: { readonly prediction: Volume },
): Record<string, number> {
  const first = paintSlice(fixture.shape, fixture.ref.slice(0, 1));
  const scores = segmentationScores(first, prediction, { surfaceToleranceMm: 1 });
  return { sqCedi: scores.centreDistanceMm, sqHd: scores.hausdorffMm, sqRvd: scores.relativeVolumeDifference };
}

interface Fact {
  readonly id: string;
  readonly shape?: readonly [number, number];
  /** Lists of boxes, or points. */
  readonly refs?: readonly unknown[];
  readonly preds?: readonly unknown[];
  readonly refBoxes?: readonly (readonly [number, number, number, number])[];
  readonly predBoxes?: readonly (readonly [number, number, number, number])[];
  readonly iouMatrix?: readonly (readonly number[])[];
  readonly matrix?: readonly (readonly number[])[];
  readonly fnAt0_1?: number;
  readonly fpAt0_1?: number;
  readonly expected?: number;
  readonly atol?: number;
  readonly ref?: readonly (0 | 1)[];
  readonly prob?: readonly number[];
  readonly auroc?: number;
  readonly recall?: readonly number[];
  readonly precision?: readonly number[];
}
const { facts } = readFixture<{ readonly facts: readonly Fact[] }>("peers/metricsreloaded.json");

function fact(id: string): Fact {
  const found = facts.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the fixture has no fact ${id}`);
  return found;
}

function pointCase(refs: readonly (readonly number[])[], preds: readonly (readonly number[])[]): EvaluationCase {
  const lesion = ([r = 0, c = 0]: readonly number[]): { centreMm: [number, number, number] } => ({
    centreMm: [r, c, 0],
  });
  return { id: "points", reference: refs.map(lesion), prediction: preds.map(lesion), tieOrder: "listed" };
}

function distancesOf(scan: EvaluationCase): number[][] {
  const criterion = { by: "centreDistance", toleranceMm: 1e9, strict: false, truncateCentres: false } as const;
  const { candidates } = matchLesions(scan, { criterion, assignment: "touching" });
  const distance = (r: number, p: number): number =>
    candidates.find((pair) => pair.reference === r && pair.prediction === p)?.value ?? Number.NaN;
  return scan.prediction.map((_, p) => scan.reference.map((__, r) => distance(r, p)));
}

describe("facts of MetricsReloaded's unit tests", () => {
  it("panoptic quality of figure 3.51", () => {
    const { shape = [0, 0], refs = [], preds = [], expected = Number.NaN, atol = 0 } = fact("panoptic-quality-fig3.51");
    const boxes = (instances: readonly unknown[]): number[][] =>
      instances.flatMap((instance, n) => (instance as number[][]).map((box) => [...box, n + 1]));
    const scan = caseFromInstances("fig3.51", {
      reference: paintSlice(shape, boxes(refs)),
      prediction: paintSlice(shape, boxes(preds)),
    });
    const strict = { by: "iou", minimum: 0.5, strict: true } as const;
    const { result } = evaluateCase(scan, overrideProtocol(panoptic, { criterion: strict }));
    expect(Math.abs((result.panopticQuality ?? Number.NaN) - expected)).toBeLessThanOrEqual(atol);
  });
  it("box IoU matrix of figure 6a, misses and false positives at 0.1", () => {
    const { refBoxes = [], predBoxes = [], iouMatrix, fnAt0_1, fpAt0_1 } = fact("box-iou-matrix-fig6a");
    const inclusive = (boxes: typeof refBoxes): number[][] =>
      boxes.map(([r0, c0, r1, c1], n) => [r0, c0, r1 + 1, c1 + 1, n + 1]);
    const scan = caseFromInstances("fig6a", {
      reference: paintSlice([24, 24], inclusive(refBoxes)),
      prediction: paintSlice([24, 24], inclusive(predBoxes)),
    });
    const { candidates } = matchLesions(scan, {
      criterion: { by: "iou", minimum: 0, strict: true },
      assignment: "touching",
    });
    // Lesions are numbered by position; the figure numbers them as listed.
    const listed = (boxes: typeof refBoxes, lesions: EvaluationCase["reference"]): number[] =>
      boxes.map(([r0, c0, r1, c1]) =>
        lesions.findIndex(({ centreVoxel }) => centreVoxel?.[0] === (r0 + r1) / 2 && centreVoxel[1] === (c0 + c1) / 2),
      );
    const [rows, columns] = [listed(predBoxes, scan.prediction), listed(refBoxes, scan.reference)];
    const values = rows.map((prediction) =>
      columns.map(
        (reference) =>
          candidates.find((pair) => pair.prediction === prediction && pair.reference === reference)?.value ?? 0,
      ),
    );
    for (const [n, row] of (iouMatrix ?? []).entries()) {
      expect(values[n]).toEqual(row.map((value) => expect.closeTo(value, 8)));
    }
    const { result } = evaluateCase(
      scan,
      overrideProtocol(panoptic, { criterion: { by: "iou", minimum: 0.1, strict: false } }),
    );
    expect([result.falseNegatives, result.falsePositives]).toEqual([fnAt0_1, fpAt0_1]);
  });
  it("centre distances of points and of boxes", () => {
    const points = fact("com-distance-matrix");
    const scan = pointCase(points.refs as number[][], points.preds as number[][]);
    expectMatrix(distancesOf(scan), points);
    const boxes = fact("box-com-distance-matrix");
    const centre = ([r0, c0, r1, c1]: readonly [number, number, number, number]): number[] => [
      (r0 + r1) / 2,
      (c0 + c1) / 2,
    ];
    expectMatrix(
      distancesOf(pointCase((boxes.refBoxes ?? []).map(centre), (boxes.predBoxes ?? []).map(centre))),
      boxes,
    );
  });
  it("AUROC of supplementary note 2.18", () => {
    const { ref = [], prob = [], auroc: expected = Number.NaN, atol = 0 } = fact("auroc-SN2.18");
    const targets = prob.map((score, n) => ({ score, isPositive: ref[n] === 1 }));
    expect(Math.abs(auroc(targets) - expected)).toBeLessThanOrEqual(atol);
  });
  it("precision and recall of supplementary note 2.18", () => {
    const { ref = [], prob = [], recall = [], precision = [] } = fact("average-precision-SN2.18");
    const detections = prob.map((score, n) => ({ score, isHit: ref[n] === 1 }));
    const points = [...precisionRecallCurve(detections, 3)].reverse();
    // The literals have two to five decimals.
    expect(points.map((point) => point.recall)).toEqual(recall.map((value) => expect.closeTo(value, 2)));
    expect(points.map((point) => point.precision)).toEqual(precision.map((value) => expect.closeTo(value, 4)));
  });
});

function expectMatrix(actual: readonly (readonly number[])[], { matrix = [], atol = 0 }: Fact): void {
  for (const [n, row] of matrix.entries()) {
    for (const [m, value] of row.entries()) {
      expect(Math.abs((actual[n]?.[m] ?? Number.NaN) - value)).toBeLessThanOrEqual(atol);
    }
  }
}

describe("defects verified in MetricsReloaded, done right here", () => {
  it("keeps the best and not the worst of two predictions on one reference", () => {
    const near = matchLesions(
      pointCase(
        [[0, 0]],
        [
          [0, 2],
          [0, 0],
        ],
      ),
      {
        criterion: { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false },
        assignment: "greedyByValue",
      },
    );
    expect(near.pairs).toEqual([{ reference: 0, prediction: 1, value: 0 }]);
    const lesion = { centreMm: [0, 0, 0] as const, sizeVoxels: 6 };
    const shares: EvaluationCase = {
      id: "shares",
      reference: [lesion],
      prediction: [lesion, lesion],
      overlap: [
        [0, 0, 3],
        [0, 1, 6],
      ],
    };
    const best = matchLesions(shares, {
      criterion: { by: "iou", minimum: 0.1, strict: false },
      assignment: "greedyByValue",
    });
    expect(best.pairs).toEqual([{ reference: 0, prediction: 1, value: 1 }]);
  });
  it("solves an ambiguous match by Hungarian assignment", () => {
    const scan = pointCase(
      [
        [0, 0],
        [0, 4],
      ],
      [
        [0, 1],
        [0, 3],
      ],
    );
    const criterion = { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false } as const;
    expect(matchLesions(scan, { criterion, assignment: "optimal" }).pairs).toHaveLength(2);
  });
  it("reads a FROC curve whose most lenient point lies between 1/8 and 8 or beyond", () => {
    for (const falses of [3, 40]) {
      const detections = [
        { score: 0.9, isHit: true },
        ...Array.from({ length: falses }, (_, n) => ({ score: 0.5 - n / 1000, isHit: false })),
      ];
      const curve = froc(detections, { referenceCount: 1, scanCount: 1, points: "all" });
      expect(LUNA_RATES.map((rate) => sensitivityAt(curve, rate, "linear"))).toEqual(LUNA_RATES.map(() => 1));
      expect(averagePrecision(detections, 1)).toBe(1);
    }
  });
});

describe("a defect read in MetricsReloaded's source, done right here", () => {
  it("counts the false positives of the last case", () => {
    const empty: EvaluationCase = { id: "a", reference: [], prediction: [] };
    const last: EvaluationCase = { id: "b", reference: [], prediction: [{ centreMm: [0, 0, 0], score: 0.5 }] };
    const { pooled } = evaluateCases([empty, last], getProtocol("centroid-3mm"), { intervals: "none" });
    expect([pooled.falsePositives, pooled.falsePositivesPerScan]).toEqual([1, 0.5]);
  });
});

interface GeometryFact {
  readonly id: string;
  readonly input: {
    readonly shape: Shape;
    readonly voxels?: readonly (readonly [number, number, number])[];
    readonly boxes?: readonly Box[];
    readonly affine?: readonly (readonly number[])[];
    readonly minVoxels?: number;
  };
  readonly expected: {
    readonly keptVoxels?: number;
    readonly lesions?: number;
    readonly nVoxels?: number;
    readonly centroidRasMm?: readonly number[];
  };
}
const geometry = readFixture<{ readonly facts: readonly GeometryFact[] }>("peers/censyncmb-geometry.json");

describe("facts of CenSynCMB's unit tests", () => {
  it.each(geometry.facts.filter(({ expected }) => expected.lesions !== undefined))("$id", ({ input, expected }) => {
    const boxes = (input.voxels ?? []).map(([i, j, k]): Box => [i, j, k, i + 1, j + 1, k + 1]);
    const affine = (input.affine?.flat() ?? affineFromSpacing([1, 1, 1])) as unknown as Affine;
    const image = { ...paintBoxes(input.shape, [1, 1, 1], [...boxes, ...(input.boxes ?? [])]), affine };
    const { lesions } = labelLesions(image, { foreground: { threshold: 0, includes: "above" }, connectivity: 26 });
    const scan: EvaluationCase = { id: "a", reference: [], prediction: lesions };
    const kept = filterBySize(scan, {
      minimumSizeVoxels: input.minVoxels ?? 1,
      minimumSizeOf: "prediction",
    }).prediction;
    expect(kept).toHaveLength(expected.lesions ?? 0);
    const voxels = kept.reduce((sum, { sizeVoxels = 0 }) => sum + sizeVoxels, 0);
    if (expected.keptVoxels !== undefined) expect(voxels).toBe(expected.keptVoxels);
    if (expected.nVoxels !== undefined) expect(kept[0]?.sizeVoxels).toBe(expected.nVoxels);
    if (expected.centroidRasMm !== undefined) {
      expect(kept[0]?.centreMm).toEqual(expected.centroidRasMm);
      expect(voxelToWorld(affine, kept[0]?.centreVoxel ?? [0, 0, 0])).toEqual(expected.centroidRasMm);
    }
  });
});

interface ViewerFact {
  readonly id: string;
  readonly shape?: Shape;
  readonly boxes?: readonly Box[];
  readonly ours?: readonly Box[];
  readonly theirs?: readonly Box[];
  readonly voxelMm3?: number;
  readonly expected?: unknown;
}
const viewer = readFixture<{ readonly facts: readonly ViewerFact[] }>("peers/review-viewer.json").facts;

describe("facts of the review viewer", () => {
  it.each(viewer.filter(({ id }) => id.startsWith("compare-")))("$id", (fixture) => {
    const { ours = [], theirs = [], shape = [2, 2, 2], voxelMm3 = 1 } = fixture;
    const expected = fixture.expected as Readonly<Record<string, number>>;
    const spacing = [1, 1, voxelMm3] as const;
    const comparison = compareMasks(paintBoxes(shape, spacing, ours), paintBoxes(shape, spacing, theirs));
    // The viewer writes Dice 0 for two empty masks; it is undefined.
    if (ours.length + theirs.length === 0) expect([comparison.dice, expected["dice"]]).toEqual([Number.NaN, 0]);
    else expect(comparison.dice).toBeCloseTo(expected["dice"] ?? Number.NaN, 12);
    expect([comparison.bothVoxels, comparison.referenceOnlyVoxels, comparison.predictionOnlyVoxels]).toEqual([
      expected["both_voxels"],
      expected["only_ours_voxels"],
      expected["only_theirs_voxels"],
    ]);
    expect([comparison.bothMm3, comparison.referenceOnlyMm3, comparison.predictionOnlyMm3]).toEqual([
      expected["both_mm3"],
      expected["only_ours_mm3"],
      expected["only_theirs_mm3"],
    ]);
  });
  it("components with 6 neighbours: sizes and centres", () => {
    const fixture = viewer.find(({ id }) => id === "components-6conn");
    const image = paintBoxes(fixture?.shape ?? [1, 1, 1], [1, 1, 1], fixture?.boxes ?? []);
    const { lesions } = labelLesions(image, { foreground: { threshold: 0, includes: "above" }, connectivity: 6 });
    const found = lesions.map(({ sizeVoxels, centreVoxel }) => ({ voxels: sizeVoxels, centre: centreVoxel }));
    const expected = fixture?.expected as readonly unknown[];
    expect(found).toHaveLength(expected.length);
    for (const each of expected) expect(found).toContainEqual(each);
  });
  it("a diagonal is two components with 6 neighbours", () => {
    const image = paintBoxes(
      [4, 4, 4],
      [1, 1, 1],
      [
        [0, 0, 0, 1, 1, 1],
        [1, 1, 1, 2, 2, 2],
      ],
    );
    const { lesions } = labelLesions(image, { foreground: { threshold: 0, includes: "above" }, connectivity: 6 });
    expect(lesions).toHaveLength(
      viewer.find(({ id }) => id === "components-diagonal-6conn-is-two")?.expected as number,
    );
  });
});
