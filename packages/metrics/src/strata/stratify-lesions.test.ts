import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { stratifyLesions } from "./stratify-lesions.js";

const at = (x: number, location?: string): EvaluationCase["reference"][number] => ({
  centreMm: [x, 0, 0],
  ...(location !== undefined && { location }),
});
const scan: EvaluationCase = {
  id: "a",
  reference: [at(0, "lobar"), at(50, "deep")],
  prediction: [at(1, "deep"), at(2, "lobar"), at(90), at(99, "deep")],
};

describe("stratifyLesions", () => {
  const evaluations = [evaluateCase(scan, getProtocol("centroid-3mm"))];
  it("groups each side by its own lesions after matching", () => {
    const strata = stratifyLesions(evaluations, ({ location }) => location, { duplicateHits: "falsePositive" });
    expect(strata).toEqual([
      { name: "deep", referenceCount: 1, found: 0, recall: 0, predictionCount: 2, matched: 1, precision: 0.5 },
      { name: "lobar", referenceCount: 1, found: 1, recall: 1, predictionCount: 1, matched: 0, precision: 0 },
    ]);
  });
  it("leaves repeated hits out of precision where they are ignored", () => {
    const [, lobar] = stratifyLesions(evaluations, ({ location }) => location, { duplicateHits: "ignore" });
    expect(lobar?.precision).toBeNaN();
  });
});
