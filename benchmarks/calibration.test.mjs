import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { fitCalibration, presetThresholds, probabilityOf, reliabilityOf } from "./infer/fit-calibration.mjs";
import { fitLogistic } from "./infer/fit-logistic.mjs";
import { labelMarks } from "./ladder/score-cases.mjs";

describe("fitLogistic", () => {
  it("gives the log-odds where there is only an intercept", () => {
    const [intercept] = fitLogistic([[1], [1], [1], [1]], [1, 1, 1, 0]);
    expect(intercept).toBeCloseTo(Math.log(3), 9);
  });

  it("is where the gradient of the penalised likelihood vanishes", () => {
    const inputs = [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
    ];
    const labels = [0, 1, 0, 1];
    const weights = fitLogistic(inputs, labels, { penalty: 0.5 });
    const residuals = inputs.map(([, x], n) => labels[n] - 1 / (1 + Math.exp(-weights[0] - weights[1] * x)));
    expect(residuals.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 8);
    expect(residuals.reduce((sum, r, n) => sum + r * inputs[n][1], 0) - 0.5 * weights[1]).toBeCloseTo(0, 8);
  });

  it("stays finite where the labels are told apart without fail", () => {
    const weights = fitLogistic(
      [
        [1, -1],
        [1, 1],
      ],
      [0, 1],
    );
    expect(weights[1]).toBeGreaterThan(0);
    expect(weights[1]).toBeLessThan(3);
  });
});

/** Labels that follow one feature; another is noise, a third follows with the wrong sign. */
function drawRows(count) {
  const rng = createRng(5);
  return Array.from({ length: count }, (_, n) => {
    const verifierLogit = rng.normal(0, 2);
    const label = rng.uniform() < 1 / (1 + Math.exp(1 - verifierLogit)) ? 1 : 0;
    const features = { verifierLogit, edgeMm: rng.uniform(0, 20), contrast: -label + rng.normal(0, 0.5), sliceMm: 2 };
    return { head: `head ${n % 7}`, label, features };
  });
}

describe("fitCalibration", () => {
  const rows = drawRows(3000);
  const fit = fitCalibration(rows);

  it("finds the features that matter and their weights, in their own units", () => {
    expect(Object.keys(fit.coefficients)).toEqual(["verifierLogit"]);
    // 3000 rows: standard errors of 0.04 and 0.05.
    expect(Math.abs(fit.coefficients.verifierLogit - 1)).toBeLessThan(0.12);
    expect(Math.abs(fit.intercept + 1)).toBeLessThan(0.15);
  });

  it("takes no feature whose sign makes no sense, however much it would help", () => {
    const free = fitCalibration(rows, { signs: { verifierLogit: 1, contrast: 0 } });
    expect(Object.keys(free.coefficients).sort()).toEqual(["contrast", "verifierLogit"]);
    expect(free.coefficients.contrast).toBeLessThan(0);
  });

  it("has probabilities of unseen heads that come true", () => {
    const { bins, expectedCalibrationError } = reliabilityOf(rows, fit.probabilities);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(3000);
    expect(expectedCalibrationError).toBeLessThan(0.05);
  });

  it("refuses rows that leave a fold without microbleeds", () => {
    const one = rows.map((row) => ({ ...row, label: row.head === "head 1" ? row.label : 0 }));
    expect(() => fitCalibration(one)).toThrow("fewer than two heads");
    const two = rows.map((row) => ({ ...row, label: ["head 1", "head 6"].includes(row.head) ? row.label : 0 }));
    expect(Object.keys(fitCalibration(two).coefficients)).toContain("verifierLogit");
  });

  it("scores as the logistic function of a manifest", () => {
    const features = { verifierLogit: 2 };
    expect(probabilityOf({ intercept: -1, coefficients: { verifierLogit: 1 } }, features)).toBeCloseTo(0.7311, 4);
  });
});

describe("presetThresholds", () => {
  it("allow so many false marks per head and say what is found then", () => {
    const mark = (score, label) => ({ score, label });
    const heads = [
      { visible: 2, marks: [mark(0.9, true), mark(0.3, false), mark(0.2, false)] },
      { visible: 2, marks: [mark(0.5, true), mark(0.25, true), mark(0.6, false), mark(0.4, undefined)] },
    ];
    const { all, one, none } = presetThresholds(heads, { all: 2, one: 0.5, none: 0 });
    expect(all).toEqual({ threshold: 0, rate: 2, recall: 0.75 });
    expect(one).toMatchObject({ threshold: expect.closeTo(0.45, 9), recall: 0.5 });
    expect(none).toMatchObject({ recall: 0.25 });
  });
});

describe("labelMarks", () => {
  it("tells hits, false marks, and those that say nothing", () => {
    const object = (id, x, rest) => ({
      id,
      class: "microbleed",
      visible: true,
      visibleVoxels: 5,
      centreMm: [x, 0, 0],
      ...rest,
    });
    const stones = [object(3, 80, { tissue: "pallidum" }), object(4, 100, { tissue: "choroidPlexus" })];
    const objects = [
      ...[object(1, 0), object(2, 40, { visible: false })],
      ...stones.map((stone) => ({ ...stone, class: "calcification" })),
    ];
    const at = (x, score, on) => ({ centreMm: [x, 0, 0], score, on });
    const marks = [
      ...[at(1, 0.9), at(3, 0.8), at(41, 0.7)],
      ...[at(81, 0.6, "calcification"), at(99, 0.5, "calcification"), at(120, 0.5, "cortex")],
    ];
    const zoneOf = (tissue) => (tissue === "pallidum" ? "deep" : undefined);
    expect(labelMarks(objects, { marks }, zoneOf)).toEqual([true, undefined, undefined, undefined, false, false]);
  });
});
