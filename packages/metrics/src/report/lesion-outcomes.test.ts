import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { arbitraryCase } from "../testdata/arbitrary-case.js";
import { REPORTED_SCANS } from "../testdata/reported-scans.js";
import { lesionOutcomes } from "./lesion-outcomes.js";

const protocol = getProtocol("centroid-3mm");

describe("lesionOutcomes", () => {
  it("lists references, then predictions, with what became of them and why", () => {
    const [scan] = REPORTED_SCANS;
    if (scan === undefined) throw new Error("there are scans");
    const outcomes = lesionOutcomes(scan, protocol);
    expect(outcomes.map(({ side, number, outcome, isError }) => [side, number, outcome, isError])).toEqual([
      ["reference", 1, "found", false],
      ["reference", 2, "missed", true],
      ["prediction", 1, "matched", false],
      ["prediction", 2, "repeat", true],
      ["prediction", 3, "unmatched", true],
    ]);
    expect(outcomes[0]).toMatchObject({ caseId: "one", sizeVoxels: 4, location: "lobar", score: null, matchedTo: [1] });
    expect(outcomes[3]?.sentence).toBe(
      "prediction 2 has no match; not to reference 1 (2 mm), which went to prediction 1.",
    );
  });
  it("does not hold a repeated hit for an error where the protocol ignores it", () => {
    const [scan] = REPORTED_SCANS;
    if (scan === undefined) throw new Error("there are scans");
    const outcomes = lesionOutcomes(scan, overrideProtocol(protocol, { duplicateHits: "ignore" }));
    expect(outcomes[3]).toMatchObject({ outcome: "repeat", isError: false });
  });
  it("keeps the numbers of the lists where small lesions do not count, and does not hold those for errors", () => {
    const prediction = [2, 9].map((sizeVoxels) => ({ centreMm: [0, 0, 0] as const, sizeVoxels }));
    const scan = { id: "a", reference: [], prediction, overlap: [] };
    const outcomes = lesionOutcomes(scan, getProtocol("censyn-macro"));
    expect(outcomes.map(({ number, outcome, isError }) => [number, outcome, isError])).toEqual([
      [1, "tooSmall", false],
      [2, "unmatched", true],
    ]);
  });

  describe("properties", () => {
    it("has as many errors as the counts say", () => {
      fc.assert(
        fc.property(arbitraryCase(), (scan) => {
          const { falsePositives, falseNegatives } = evaluateCase(scan, protocol).result;
          const errors = lesionOutcomes(scan, protocol).filter(({ isError }) => isError);
          expect(errors).toHaveLength(falsePositives + falseNegatives);
        }),
      );
    });
  });
});
