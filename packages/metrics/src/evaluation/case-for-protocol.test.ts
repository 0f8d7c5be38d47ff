import { describe, expect, it } from "vitest";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { paintBoxes } from "../testdata/boxes.js";
import { caseForProtocol } from "./case-for-protocol.js";
import { evaluateCase } from "./evaluate-case.js";

const images = {
  reference: paintBoxes([9, 9, 9], [1, 1, 1], [[1, 1, 1, 2, 2, 2]]),
  prediction: paintBoxes(
    [9, 9, 9],
    [1, 1, 1],
    [
      [3, 1, 1, 4, 2, 2, 0.5],
      [4, 2, 1, 5, 3, 2, 0.9],
    ],
  ),
};

describe("caseForProtocol", () => {
  it("labels with the protocol's thresholds and connectivity", () => {
    const lesionsUnder = (id: string): number => caseForProtocol("a", images, getProtocol(id)).prediction.length;
    // One half counts under the VALDO code alone, and the diagonal joins under touch26 alone.
    expect(["valdo2021-code", "valdo2021-greedy", "touch26-pooled"].map(lesionsUnder)).toEqual([2, 1, 1]);
    expect(caseForProtocol("a", images, getProtocol("touch26-pooled")).prediction[0]?.sizeVoxels).toBe(2);
  });
  it("dilates the reference where the criterion needs it, and carries covariates", () => {
    const dilated = overrideProtocol(getProtocol("touch26-pooled"), {
      criterion: { by: "dilatedFootprint", radiusMm: 2, minimumVoxels: 1 },
    });
    const scan = caseForProtocol("a", images, dilated, { sequence: "SWI" });
    expect(scan.covariates).toEqual({ sequence: "SWI" });
    expect(evaluateCase(scan, dilated).result.truePositives).toBe(1);
    expect(evaluateCase(scan, getProtocol("touch26-pooled")).result.truePositives).toBe(0);
  });
});
