import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryCase } from "../testdata/arbitrary-case.js";
import { explainMatching } from "./explain-matching.js";
import { matchLesions } from "./match-lesions.js";

const criterion = { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false } as const;
const at = (x: number): { centreMm: readonly [number, number, number] } => ({ centreMm: [x, 0, 0] });

describe("explainMatching", () => {
  const scan = { id: "a", reference: [at(0), at(50)], prediction: [at(1), at(2.5), at(90)] };
  const explained = explainMatching(matchLesions(scan, { criterion, assignment: "greedyByValue" }));
  it("names the match and its value for a reference and says which prediction lost", () => {
    expect(explained.reference[0]).toEqual({
      index: 0,
      outcome: "found",
      matchedTo: [{ other: 0, value: 1 }],
      rejected: [{ other: 1, value: 2.5, reason: "thisTaken", otherMatchedTo: [] }],
      sentence:
        "reference 1 is matched to prediction 1 (1 mm); not to prediction 2 (2.5 mm), reference 1 has a match already.",
    });
    expect(explained.reference[1]?.sentence).toBe("reference 2 has no match: no prediction meets the criterion.");
  });
  it("says for a repeated prediction who took its reference", () => {
    expect(explained.prediction[1]).toMatchObject({
      outcome: "repeat",
      rejected: [{ other: 0, reason: "otherTaken", otherMatchedTo: [0] }],
    });
    expect(explained.prediction[1]?.sentence).toContain("reference 1 (2.5 mm), which went to prediction 1");
    expect(explained.prediction[2]?.outcome).toBe("unmatched");
  });
});

describe("properties", () => {
  it("every lesion has an explanation, and every possible match is either taken or rejected", () => {
    fc.assert(
      fc.property(
        arbitraryCase(),
        fc.constantFrom("greedyByValue", "optimal", "nearestReference"),
        (scan, assignment) => {
          const matching = matchLesions(scan, { criterion, assignment });
          const { reference, prediction } = explainMatching({ ...matching });
          expect(reference).toHaveLength(scan.reference.length);
          for (const side of [reference, prediction]) {
            const known = side.reduce((sum, each) => sum + each.matchedTo.length + each.rejected.length, 0);
            expect(known).toBe(matching.candidates.length);
          }
        },
      ),
    );
  });
});
