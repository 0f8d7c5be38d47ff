import { expect, it } from "vitest";
import { caseForProtocol } from "../evaluation/case-for-protocol.js";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { segmentationScores } from "../segmentation/segmentation-scores.js";
import { paintBoxes } from "../testdata/boxes.js";
import { formatPairText } from "./format-pair-text.js";
import { lesionOutcomes } from "./lesion-outcomes.js";

it("formatPairText gives the masks' scores, then each lesion with its outcome and why", () => {
  const protocol = getProtocol("centroid-3mm");
  const reference = paintBoxes(
    [20, 8, 8],
    [1, 1, 1],
    [
      [1, 1, 1, 3, 3, 3],
      [15, 1, 1, 16, 2, 2],
    ],
  );
  const prediction = paintBoxes([20, 8, 8], [1, 1, 1], [[1, 1, 1, 3, 3, 2]]);
  const scan = caseForProtocol("a", { reference, prediction }, protocol);
  const text = formatPairText({
    protocol,
    segmentation: segmentationScores(reference, prediction, { surfaceToleranceMm: 1 }),
    detection: evaluateCase(scan, protocol).result,
    lesions: lesionOutcomes(scan, protocol),
  });
  const lines = text.split("\n");
  // 4 of 9 and 4 voxels are shared.
  expect(lines[0]).toBe("Dice 0.615, IoU 0.444, predicted minus reference volume −5 mm³");
  expect(lines[2]).toContain("1 true positives, 0 false positives, 1 missed; precision 1, sensitivity 0.500, F1 0.667");
  // The elongation of the detector's report is of 0 to 1: this ratio, from 1 on, has another name.
  expect(lines[4]).toMatch(/diameter, mm +axis ratio$/);
  expect(lines[5]).toMatch(/^reference 1 +found +1\.5, 1\.5, 1\.5 +8 +2\.481 +1/);
  expect(text).toContain("reference 2 has no match: no prediction meets the criterion.");
});
