import { describe, expect, it } from "vitest";
import { seriesUid } from "./series-uid.js";

describe("seriesUid", () => {
  it.each([
    ["VALDO-101-CMB-3", "valdo", "101", undefined, 3],
    ["DOU-07-H", "dou", "07", undefined, 0],
    ["CRBneg-a-H", "cerebriu-neg", "a", undefined, 0],
    ["sMOMENI-11_T0_V3-sCMB-10", "momeni-synth", "11_T0_V3", "sCMB", 10],
  ] as const)("gives %s", (uid, dataset, stem, synthetic, count) => {
    expect(seriesUid({ dataset, series: { stem, synthetic } }, count)).toBe(uid);
  });
});
