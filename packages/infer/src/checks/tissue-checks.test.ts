import { describe, expect, it } from "vitest";
import { checkNotABrain } from "./not-a-brain.js";
import { checkPartialCoverage } from "./partial-coverage.js";
import { quartileRatio, shareAbove, type TissueSummary } from "./tissue-summary.js";
import { checkWrongContrast } from "./wrong-contrast.js";

/** Relative brightness of a brain: nine tenths tissue from 0.9 to 1.1, the rest at `tail`. */
function summary({ tail = 1.1, ...rest }: Partial<TissueSummary> & { readonly tail?: number } = {}): TissueSummary {
  const relative = Float64Array.from({ length: 1000 }, (_, n) => (n < 900 ? 0.9 + (0.2 * n) / 900 : tail)).sort();
  const suppressed = { volumeMl: 0, rightwardMm: Number.NaN };
  return { kind: "whole-head", volumeMl: 1300, extentMm: [140, 170, 130], cutFaces: 1, relative, suppressed, ...rest };
}

describe("checkNotABrain", () => {
  it("lets a brain, a newborn's brain and a crop through", () => {
    expect(checkNotABrain(summary())).toBeUndefined();
    expect(checkNotABrain(summary({ volumeMl: 350, cutFaces: 0 }))).toBeUndefined();
    expect(checkNotABrain(summary({ volumeMl: 7, cutFaces: 6 }))).toBeUndefined();
  });

  it.each([
    ["nothing", { volumeMl: 0 }, "no connected tissue"],
    ["a trunk", { volumeMl: 9000 }, "9000 ml"],
    ["a small object that is whole", { volumeMl: 60, cutFaces: 0 }, "60 ml"],
  ])("refuses %s, with its size", (_, found, words) => {
    expect(checkNotABrain(summary(found))).toMatchObject({ code: "NOT_A_BRAIN", severity: "error" });
    expect(checkNotABrain(summary(found))?.message).toContain(words);
  });

  it("refuses tissue whose quarters differ as those of muscle, fat and fluid", () => {
    const relative = Float64Array.from({ length: 1000 }, (_, n) => 0.3 + n / 500);
    expect(checkNotABrain(summary({ relative }))?.message).toContain("2.3 times as bright");
  });
});

describe("checkWrongContrast", () => {
  it.each([
    ["fluid at 4", { tail: 4 }, "T2-weighted"],
    ["central fluid of 8 ml under a third", { suppressed: { volumeMl: 8, rightwardMm: -3 } }, "FLAIR or T1-weighted"],
  ])("names the contrast by its fluid: %s", (_, found, name) => {
    expect(checkWrongContrast(summary(found))).toMatchObject({ code: "WRONG_CONTRAST", severity: "error" });
    expect(checkWrongContrast(summary(found))?.message).toContain(name);
  });

  it.each([
    ["fluid at 2.3, as on T2* with a late echo", { tail: 2.3 }],
    ["fluid at 1.5", { tail: 1.5 }],
    ["a dark haemorrhage of 30 ml on one side", { suppressed: { volumeMl: 30, rightwardMm: 25 } }],
    ["dark nuclei of 2 ml on both sides", { suppressed: { volumeMl: 2, rightwardMm: 0 } }],
  ])("lets T2* and SWI through: %s", (_, found) => {
    expect(checkWrongContrast(summary(found))).toBeUndefined();
  });
});

describe("checkPartialCoverage", () => {
  it("warns of less than a brain that the image cuts off, and of nothing else", () => {
    expect(checkPartialCoverage(summary({ volumeMl: 240, cutFaces: 2 }))).toMatchObject({
      code: "PARTIAL_COVERAGE",
      severity: "warning",
    });
    expect(checkPartialCoverage(summary({ volumeMl: 240, cutFaces: 0 }))).toBeUndefined();
    expect(checkPartialCoverage(summary({ volumeMl: 900, cutFaces: 4 }))).toBeUndefined();
  });
});

describe("shareAbove and quartileRatio", () => {
  it("read the brightness over the surroundings", () => {
    expect(shareAbove(summary({ tail: 3 }), 2)).toBe(0.1);
    expect(quartileRatio(summary({ relative: Float64Array.of(1, 2, 3, 4) }))).toBe(2);
    expect(quartileRatio(summary({ relative: new Float64Array(0) }))).toBeNaN();
  });
});
