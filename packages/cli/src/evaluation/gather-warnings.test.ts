import { expect, it } from "vitest";
import { createWarningGatherer } from "./gather-warnings.js";

it("createWarningGatherer says once for each protocol, side and kind which scans are odd, in the words of the first", () => {
  const gatherer = createWarningGatherer();
  const large = (side: string, share: number) =>
    ({ code: "LARGE_LESION", message: `the ${side} has ${share} %` }) as const;
  for (const [n, scan] of ["a", "b", "c", "d"].entries()) gatherer.add("picai", scan, [large("prediction", n + 2)]);
  gatherer.add("picai", "a", [large("prediction", 2), large("reference", 9)]);
  gatherer.add("iou", "b", [large("prediction", 5)]);
  expect(gatherer.sentences()).toEqual([
    "picai, a, b, c and 1 more: the prediction has 2 %",
    "picai, a: the reference has 9 %",
    "iou, b: the prediction has 5 %",
  ]);
});
