import { affineFromSpacing, createVolume } from "@cmb/core";
import { labelLesions } from "@cmb/metrics";
import { expect, it } from "vitest";
import { withScores } from "./with-scores.js";

it("withScores gives a lesion the best score of the names it touches, and none where it touches none", () => {
  const names = createVolume(Uint8Array.of(1, 2, 0, 3, 0, 9), [6, 1, 1], affineFromSpacing([1, 1, 1]));
  const labelled = labelLesions(names, { foreground: { threshold: 0, includes: "above" }, connectivity: 6 });
  const byName = new Map([
    [1, 0.2],
    [2, 0.7],
    [3, 0.4],
  ]);
  const scored = withScores(labelled.lesions, labelled, { names, byName });
  expect(scored.map(({ score }) => score)).toEqual([0.7, 0.4, undefined]);
  expect(scored[2]).not.toHaveProperty("score");
});
