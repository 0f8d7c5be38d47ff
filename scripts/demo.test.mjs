import { describe, expect, it } from "vitest";
import { describeComparison } from "./demo.mjs";

const lesion = (id, more = {}) => ({
  id,
  centreMm: [-19.2, 4, 30.6],
  apparentRadiusMm: 1.62,
  peakDepth: 0.754,
  ...more,
});

describe("describeComparison", () => {
  it("lists found and missed microbleeds in the order of the truth, and counts the rest", () => {
    const comparison = {
      found: [{ lesion: lesion(2), detection: 0, distanceMm: 0.3 }],
      missed: [lesion(1, { apparentRadiusMm: 0.86, peakDepth: 0.25 })],
      unseen: [lesion(3)],
      falseMarks: [
        { detection: 1, cause: "vein" },
        { detection: 2, cause: "edge" },
        { detection: 3, cause: "vein" },
      ],
    };
    const report = { microbleeds: [{ score: 0.912, certainty: "definite" }] };
    expect(describeComparison(comparison, report)).toEqual([
      "microbleed  centre (RAS mm)  apparent radius  depth  result",
      "1           -19, 4, 31       0.9 mm           25 %   missed",
      "2           -19, 4, 31       1.6 mm           75 %   found, score 0.91, definite",
      "",
      "Found 1 of 2 visible microbleeds, missed 1; 1 more are too small or too weak to be seen.",
      "Marks on something else: 3 (vein 2, edge 1).",
    ]);
  });

  it("says plainly when nothing else was marked", () => {
    const lines = describeComparison({ found: [], missed: [], unseen: [], falseMarks: [] }, { microbleeds: [] });
    expect(lines.at(-1)).toBe("Marks on something else: 0.");
  });
});
