import { describe, expect, it } from "vitest";
import { describeResults, falseMarksOf, recallOf } from "./infer/phantom-recall.mjs";

const small = { apparentRadiusMm: 0.9, peakDepth: 0.3 };
const large = { apparentRadiusMm: 2, peakDepth: 0.8 };
const cases = [
  { found: [large, small], missed: [], unseen: 1, falseMarks: ["vein", "vein", "edge"] },
  { found: [large], missed: [small, small], unseen: 0, falseMarks: [] },
];

describe("recallOf", () => {
  it("pools the microbleeds of all phantoms", () => {
    expect(recallOf(cases)).toMatchObject({ visible: 5, value: 3 / 5 });
  });

  it("counts those that are asked for alone", () => {
    const recall = recallOf(cases, (lesion) => lesion.apparentRadiusMm < 1);
    expect(recall).toMatchObject({ visible: 3, value: 1 / 3 });
  });

  it("has an interval from the worst to the best phantom when there are two", () => {
    expect(recallOf(cases)).toMatchObject({ lower: 1 / 3, upper: 1 });
  });
});

describe("falseMarksOf", () => {
  it("is a mean for each phantom, split by cause", () => {
    const marks = falseMarksOf(cases);
    expect(marks).toMatchObject({ value: 1.5, lower: 0, upper: 3 });
    expect(marks.byCause).toMatchObject({ vein: 1, edge: 0.5, calcification: 0 });
  });
});

describe("describeResults", () => {
  it("says that these are phantoms, and prints a row for each scan and preset", () => {
    const bin = { from: 0, to: 0.8, ...recallOf(cases) };
    const result = { contrast: "GRE", slice: 2, preset: "balanced", phantoms: 2, unseen: 1, recall: recallOf(cases) };
    const text = describeResults([
      { ...result, falseMarks: falseMarksOf(cases), byApparentRadius: [bin], byDepth: [bin] },
    ]);
    expect(text[0]).toBe("Classical detector on phantoms: generated heads, not patients.");
    expect(text).toContain("| GRE | 2 mm | balanced | 5 | 1 | 60 % [33, 100] | 1.5 [0.0, 3.0] | vein 1.0, edge 0.5 |");
    expect(text).toContain("| GRE | 2 mm | balanced | 60 % [33, 100], n 5 |");
  });
});
