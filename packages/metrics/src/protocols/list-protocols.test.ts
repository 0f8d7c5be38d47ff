import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseForProtocol } from "../evaluation/case-for-protocol.js";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { arbitraryCase, reorderCase, swapCase } from "../testdata/arbitrary-case.js";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { toJsonValue } from "../to-json-value.js";
import { getProtocol, listProtocols } from "./list-protocols.js";

describe("listProtocols", () => {
  it("has every published rule by name, each once", () => {
    const names = listProtocols().map(({ id }) => id);
    expect(names).toEqual([
      "upstream-published",
      "upstream-head",
      "upstream-corrected",
      "valdo2021-code",
      "valdo2021-greedy",
      "valdo2021-optimal",
      "touch26-pooled",
      "shiva-cluster",
      "oxford-cluster",
      "censyn-macro",
      "centroid-3mm",
      "point-hit",
      "iou-0.001",
      "picai",
      "panoptic",
      "froc-luna",
      "froc-camelyon",
      "froc-nndet",
    ]);
  });
  it("holds parameters that JSON keeps whole, and says where each rule is from", () => {
    for (const protocol of listProtocols()) {
      expect(JSON.parse(JSON.stringify(protocol.parameters))).toEqual(protocol.parameters);
      expect(protocol.source.length).toBeGreaterThan(10);
    }
  });
});

describe("getProtocol", () => {
  it("gives a protocol by name and lists the names where there is none", () => {
    expect(getProtocol("picai").parameters.assignment).toBe("optimalSum");
    expect(() => getProtocol("valdo")).toThrow("valdo2021-code, valdo2021-greedy");
  });
});

/** A case with every field that a protocol may need. */
function whole(scan: EvaluationCase): EvaluationCase {
  const hits = (scan.overlap ?? []).map(([r, p]) => [r, p] as const);
  return { ...scan, referenceCentreHits: hits, predictionCentreHits: hits };
}

function perfect(scan: EvaluationCase): EvaluationCase {
  const overlap = scan.reference.map(({ sizeVoxels = 1 }, n) => [n, n, sizeVoxels] as const);
  const prediction = scan.reference.map((lesion) => ({ ...lesion, score: 0.5 }));
  return whole({ ...scan, prediction, overlap });
}

/** Boxes of 8 to 64 voxels in cells of their own, at least one. */
const separateBoxes = fc
  .subarray([...Array(8).keys()], { minLength: 1 })
  .chain((cells) =>
    fc.tuple(
      fc.constant(cells),
      fc.array(fc.tuple(fc.integer({ min: 2, max: 4 }), fc.nat(3)), { minLength: 8, maxLength: 8 }),
    ),
  )
  .map(([cells, sizes]) =>
    cells.map((cell): Box => {
      const [size, shift] = sizes[cell] ?? [2, 0];
      const [i, j, k] = [10 * (cell & 1) + shift, 10 * ((cell >> 1) & 1) + shift, 10 * (cell >> 2) + 1];
      return [i, j, k, i + size, j + size, k + size];
    }),
  );

const protocol = fc.constantFrom(...listProtocols());

describe("properties", () => {
  it("a perfect prediction is perfect under every protocol", () => {
    fc.assert(
      fc.property(protocol, arbitraryCase(), (rule, scan) => {
        fc.pre(scan.reference.length > 0);
        const { result } = evaluateCase(perfect(scan), rule);
        expect([result.precision, result.recall, result.f1]).toEqual([1, 1, 1]);
        expect([result.falsePositives, result.falseNegatives]).toEqual([0, 0]);
        expect(result.dice).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
  it("the same masks twice are perfect under every protocol, and so are their curves but for two", () => {
    // MONAI's code drops the lowest score of a curve, picai_eval's runs it to infinity: with one score nothing is left.
    const withoutLowest = ["picai", "froc-camelyon"];
    fc.assert(
      fc.property(protocol, separateBoxes, (rule, boxes) => {
        const mask = paintBoxes([20, 20, 20], [0.5, 0.5, 2], boxes);
        const scan = caseForProtocol("a", { reference: mask, prediction: mask }, rule, { surfaceToleranceMm: 0 });
        const { pooled, cases, curve } = evaluateCases([scan], rule, { intervals: "none" });
        expect([pooled.precision, pooled.recall, pooled.f1, pooled.dice]).toEqual([1, 1, 1, 1]);
        expect(cases[0]).toMatchObject({ overallDice: 1, volumeDifferenceMm3: 0, absoluteCountDifference: 0 });
        expect(cases[0]).toMatchObject({ hausdorffMm: 0, assdMm: 0, surfaceDice: 1 });
        expect(curve?.averagePrecision).toBe(1);
        expect(curve?.meanSensitivity).toBeCloseTo(withoutLowest.includes(rule.id) ? 0 : 1, 12);
      }),
      { numRuns: 100 },
    );
  });
  it("a world moved by whole voxels or by millimetres changes nothing", () => {
    const step = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(protocol, arbitraryCase(), step, fc.boolean(), (rule, scan, by, isWorld) => {
        // Quarters of a millimetre are exact, so that ties stay ties.
        const move = (lesion: Lesion): Lesion => {
          const [i, j, k] = lesion.centreVoxel ?? [0, 0, 0];
          if (!isWorld) return { ...lesion, centreVoxel: [i + by[0], j + by[1], k + by[2]] };
          const { centreVoxel: _, ...rest } = lesion;
          return { ...rest, centreMm: [i + by[0] / 4, j - by[1] / 4, 2 * k + by[2] / 4] };
        };
        const moved = { ...scan, reference: scan.reference.map(move), prediction: scan.prediction.map(move) };
        const truncates =
          rule.parameters.criterion.by === "centreDistance" && rule.parameters.criterion.truncateCentres;
        fc.pre(!(isWorld && truncates));
        expect(evaluateCase(whole(moved), rule).result).toEqual(evaluateCase(whole(scan), rule).result);
      }),
      { numRuns: 300 },
    );
  });
  it("the order of the lesions and of the cases changes nothing", () => {
    const orders = arbitraryCase().chain((scan) =>
      fc.record({
        scan: fc.constant(whole(scan)),
        references: fc.shuffledSubarray([...scan.reference.keys()], { minLength: scan.reference.length }),
        predictions: fc.shuffledSubarray([...scan.prediction.keys()], { minLength: scan.prediction.length }),
      }),
    );
    fc.assert(
      fc.property(protocol, orders, arbitraryCase(), (rule, { scan, references, predictions }, other) => {
        const moved = whole(reorderCase(scan, references, predictions));
        const second = { ...whole(other), id: "second" };
        const third = { ...whole(other), id: "third", patient: "p" };
        const forth = evaluateCases([scan, second, third], rule, { intervals: { resamples: 10 } });
        const back = evaluateCases([third, second, moved], rule, { intervals: { resamples: 10 } });
        const { cases: _, ...summary } = forth;
        const { cases: __, ...reordered } = back;
        expect(rounded(reordered)).toEqual(rounded(summary));
      }),
      { numRuns: 120 },
    );
  });
  it("swapping reference and prediction swaps precision and recall where the rule is symmetric", () => {
    const symmetric = listProtocols().filter(({ parameters }) => {
      const isOneToOne = ["greedyByValue", "optimal", "optimalSum"].includes(parameters.assignment);
      const isPlain = parameters.measures === "plain" || parameters.measures === "panoptic";
      return (
        isOneToOne &&
        isPlain &&
        parameters.duplicateHits === "falsePositive" &&
        parameters.criterion.by !== "pointInMask"
      );
    });
    expect(symmetric.map(({ id }) => id)).toEqual([
      "upstream-published",
      "upstream-head",
      "upstream-corrected",
      "valdo2021-greedy",
      "valdo2021-optimal",
      "centroid-3mm",
      "iou-0.001",
      "panoptic",
    ]);
    fc.assert(
      fc.property(fc.constantFrom(...symmetric), arbitraryCase(), (rule, scan) => {
        const untied = withoutTies(scan);
        const forth = evaluateCase(untied, rule).result;
        const back = evaluateCase(swapCase(untied), rule).result;
        expect([back.precision, back.recall, back.f1]).toEqual([
          forth.recall,
          forth.precision,
          forth.referenceCount > 0 && forth.predictionCount > 0 ? forth.f1 : back.f1,
        ]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Places each lesion of the two sides at its own offset, so that no two distances or overlaps are equal. */
function withoutTies(scan: EvaluationCase): EvaluationCase {
  const nudge = (lesion: Lesion, n: number, scale: number): Lesion => {
    const [i, j, k] = lesion.centreVoxel ?? [0, 0, 0];
    return { ...lesion, centreVoxel: [i + scale * (n + 1) ** 2, j + scale * (n + 1), k] };
  };
  return {
    ...scan,
    reference: scan.reference.map((lesion, n) => nudge(lesion, n, 1e-4)),
    prediction: scan.prediction.map((lesion, n) => nudge({ ...lesion, sizeVoxels: lesion.sizeVoxels ?? 1 }, n, 3e-6)),
    overlap: (scan.overlap ?? []).map(([r, p, voxels]) => [r, p, voxels + r * 1e-3 + p * 1e-5]),
  };
}

/** Sums over cases in another order differ in the last digits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(toJsonValue(value), (_, each: unknown) =>
      typeof each === "number" ? Number(each.toPrecision(10)) : each,
    ),
  );
}
