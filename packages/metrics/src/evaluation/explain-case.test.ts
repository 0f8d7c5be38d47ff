import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { explainMatching } from "../matching/explain-matching.js";
import { getProtocol, listProtocols } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { arbitraryCase } from "../testdata/arbitrary-case.js";
import { evaluateCase } from "./evaluate-case.js";
import { explainCase } from "./explain-case.js";

const censyn = getProtocol("censyn-macro");
const at = (x: number, sizeVoxels: number): EvaluationCase["reference"][number] => ({
  centreMm: [x, 0, 0],
  sizeVoxels,
});
const scan: EvaluationCase = {
  id: "a",
  reference: [at(0, 1), at(50, 9)],
  prediction: [at(0, 4), at(51, 7), at(52, 6)],
  overlap: [
    [0, 0, 1],
    [1, 1, 5],
  ],
};

describe("explainCase", () => {
  it("says which predictions the cut of scores leaves out, and matches the others", () => {
    const prediction = [
      { centreMm: [0, 0, 0] as const, score: 0.2 },
      { centreMm: [0, 0, 1] as const, score: 0.9 },
    ];
    const cut = overrideProtocol(getProtocol("centroid-3mm"), { scoreCut: { threshold: 0.5, includes: "above" } });
    const listed = { id: "a", reference: [{ centreMm: [0, 0, 0] as const }], prediction };
    const explained = explainCase(listed, cut);
    expect(explained.prediction.map(({ outcome }) => outcome)).toEqual(["belowCut", "matched"]);
    expect(explained.prediction[0]?.sentence).toBe("prediction 1 does not count: score 0.2, of those above 0.5.");
  });
  it("names lesions by their place in the whole list, those left out for their size included", () => {
    const { reference, prediction } = explainCase(scan, censyn);
    expect(prediction.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, "tooSmall"],
      [1, "matched"],
      [2, "unmatched"],
    ]);
    expect(prediction.map(({ sentence }) => sentence)).toEqual([
      "prediction 1 does not count: 4 voxels, of at least 5.",
      "prediction 2 is matched to reference 2 (5 voxels).",
      "prediction 3 has no match: no reference meets the criterion.",
    ]);
    expect(reference.map(({ sentence }) => sentence)).toEqual([
      "reference 1 has no match: no prediction meets the criterion.",
      "reference 2 is matched to prediction 2 (5 voxels).",
    ]);
  });
  it("tells one lesion object from the same object listed again", () => {
    const lesion = at(50, 9);
    const twice = explainCase({ id: "a", reference: [], prediction: [lesion, at(0, 1), lesion], overlap: [] }, censyn);
    expect(twice.prediction.map(({ outcome }) => outcome)).toEqual(["unmatched", "tooSmall", "unmatched"]);
  });
  it("names both places of a lesion that is listed twice", () => {
    const lesion = at(50, 9);
    const repeated = { ...scan, prediction: [at(0, 4), lesion, lesion], overlap: [[1, 2, 5] as const] };
    const { prediction } = explainCase(repeated, censyn);
    expect(prediction.map(({ outcome }) => outcome)).toEqual(["tooSmall", "unmatched", "matched"]);
  });
  it("leaves references out where the protocol filters both sides", () => {
    const both = overrideProtocol(censyn, { minimumSizeOf: "both" });
    expect(explainCase(scan, both).reference[0]?.sentence).toBe("reference 1 does not count: 1 voxel, of at least 5.");
  });
});

describe("properties", () => {
  it("is explainMatching where nothing is left out, and has an entry for every lesion of any case", () => {
    fc.assert(
      fc.property(fc.constantFrom(...listProtocols()), arbitraryCase(), (protocol, generated) => {
        const hits = (generated.overlap ?? []).map(([r, p]) => [r, p] as const);
        const whole = { ...generated, referenceCentreHits: hits, predictionCentreHits: hits };
        expect(explainCase(whole, protocol)).toEqual(explainMatching(evaluateCase(whole, protocol).matching));
        const strict = overrideProtocol(protocol, { minimumSizeVoxels: 20 });
        const { reference, prediction } = explainCase(whole, strict);
        expect([reference.length, prediction.length]).toEqual([whole.reference.length, whole.prediction.length]);
        const small = whole.prediction.filter(({ sizeVoxels = 0 }) => sizeVoxels < 20).length;
        expect(prediction.filter(({ outcome }) => outcome === "tooSmall")).toHaveLength(small);
      }),
      { numRuns: 200 },
    );
  });
});
