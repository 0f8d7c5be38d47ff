import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { arbitraryCase, reorderCase, swapCase } from "../testdata/arbitrary-case.js";
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
        const forth = evaluateCases([scan, second], rule, { intervals: "none" });
        const back = evaluateCases([second, moved], rule, { intervals: "none" });
        const { cases: _, intervals: ___, ...summary } = forth;
        const { cases: __, intervals: ____, ...reordered } = back;
        expect(rounded(reordered)).toEqual(rounded(summary));
      }),
      { numRuns: 200 },
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
    expect(symmetric.length).toBeGreaterThanOrEqual(7);
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
