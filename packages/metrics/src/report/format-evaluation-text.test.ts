import { describe, expect, it } from "vitest";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { formatEvaluationText } from "./format-evaluation-text.js";

describe("formatEvaluationText", () => {
  it("says what was scored and gives the three averages in aligned columns", () => {
    const lines = formatEvaluationText(reportOf(REPORTED_SCANS, { system: "mine" })).split("\n");
    expect(lines[0]).toBe("centroid-3mm · Centres within 3 mm · mine");
    expect(lines[1]).toBe(
      "4 scans, 4 reference and 4 predicted lesions: 2 true positives, 2 false positives, 2 missed",
    );
    expect(lines[3]).toMatch(
      /Pooled, 95 % interval +Mean ± SD over scans, 95 % interval +Median \[quartiles\] +n scans$/,
    );
    expect(lines[4]).toMatch(/^Sensitivity +0\.500 \[/);
    expect(new Set(lines.slice(3, 9).map((line) => line.length))).toHaveProperty("size");
    expect(lines.join("\n")).toContain("FROC: sensitivity ");
  });
  it("has a row for surfaces where they were measured", () => {
    const surface = { hausdorffMm: 4, hausdorff95Mm: 3, assdMm: 1, surfaceDice: 0.75, surfaceToleranceMm: 1 };
    const lesion = { centreMm: [0, 0, 0] as const };
    const text = formatEvaluationText(reportOf([{ id: "a", reference: [lesion], prediction: [lesion], surface }]));
    expect(text).toMatch(/\nHD95 of whole masks, mm +3\.00 ± – /);
    expect(text).toMatch(/\nSurface Dice of whole masks +0\.750 ± – /);
  });
  it("leaves the curve out where a prediction has no score, and intervals where they were declined", () => {
    const scans = [
      { id: "a", reference: [{ centreMm: [0, 0, 0] as const }], prediction: [{ centreMm: [0, 0, 0] as const }] },
    ];
    const text = formatEvaluationText(reportOf(scans, { intervals: "none" }));
    expect(text).not.toContain("FROC");
    expect(text).toMatch(/\n +Pooled +Mean ± SD over scans +Median/);
    expect(text).toMatch(/\nSensitivity +1\.000 +1\.000 ± – /);
  });
});
