import { getProtocol, overrideProtocol } from "@cmb/metrics";
import { expect, it } from "vitest";
import { keepScored } from "./keep-scored.js";

it("keepScored keeps what passes the threshold from its side, and what has no score", () => {
  const centreMm = [0, 0, 0] as const;
  const prediction = [{ centreMm, score: 0.4 }, { centreMm, score: 0.5 }, { centreMm, score: 0.6 }, { centreMm }];
  const scan = { id: "a", reference: [], prediction };
  const kept = (name: string): (number | undefined)[] =>
    keepScored(scan, overrideProtocol(getProtocol(name), { threshold: 0.5 })).prediction.map(({ score }) => score);
  expect(kept("centroid-3mm")).toEqual([0.6, undefined]);
  expect(kept("valdo2021-code")).toEqual([0.5, 0.6, undefined]);
});
