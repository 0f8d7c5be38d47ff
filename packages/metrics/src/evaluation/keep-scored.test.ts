import { expect, it } from "vitest";
import { keepScored } from "./keep-scored.js";

const centreMm = [0, 0, 0] as const;
const prediction = [{ centreMm, score: 0.4 }, { centreMm, score: 0.5 }, { centreMm, score: 0.6 }, { centreMm }];
const scan = { id: "a", reference: [], prediction };

it.each([
  ["above", [0.6, undefined]],
  ["from", [0.5, 0.6, undefined]],
] as const)("keepScored keeps what passes the cut from its side (%s), and what has no score", (includes, scores) => {
  expect(keepScored(scan, { threshold: 0.5, includes }).prediction.map(({ score }) => score)).toEqual(scores);
});
it("keepScored leaves the case as it is without a cut", () => {
  expect(keepScored(scan, null)).toBe(scan);
});
