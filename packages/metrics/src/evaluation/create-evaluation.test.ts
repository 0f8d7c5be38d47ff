import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { createEvaluation } from "./create-evaluation.js";
import { evaluateCases } from "./evaluate-cases.js";

const at = (x: number, score?: number): EvaluationCase["reference"][number] => ({
  centreVoxel: [x, 0, 0],
  sizeVoxels: 8,
  ...(score !== undefined && { score }),
});
const cases: readonly EvaluationCase[] = [
  {
    id: "a",
    spacingMm: [1, 1, 2],
    reference: [at(0), at(40)],
    prediction: [at(1, 0.9), at(80, 0.6)],
    overlap: [[0, 0, 6]],
    covariates: { sequence: "SWI", echoTimeMs: 20 },
  },
  {
    id: "b",
    spacingMm: [1, 1, 2],
    reference: [],
    prediction: [at(9, 0.2)],
    covariates: { sequence: "GRE", echoTimeMs: 32.5 },
  },
];
const protocol = getProtocol("centroid-3mm");

describe("createEvaluation", () => {
  it("gives the same result when fed case by case, and can be read on the way", () => {
    const evaluation = createEvaluation(protocol);
    for (const each of cases) evaluation.add(each);
    expect(evaluation.result()).toEqual(evaluateCases(cases, protocol));
    evaluation.add({ ...(cases[0] as EvaluationCase), id: "c" });
    expect(evaluation.result().cases).toHaveLength(3);
  });
  it("hands the matching of the case back", () => {
    const { matching } = createEvaluation(protocol).add(cases[0] as EvaluationCase);
    expect(matching.pairs).toEqual([{ reference: 0, prediction: 0, value: 1 }]);
  });
});
