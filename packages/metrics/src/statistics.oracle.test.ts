import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blandAltman } from "./agreement/bland-altman.js";
import { cohenKappa } from "./agreement/cohen-kappa.js";
import { concordanceCorrelation } from "./agreement/concordance-correlation.js";
import { fleissKappa } from "./agreement/fleiss-kappa.js";
import { gwetAc1 } from "./agreement/gwet-ac1.js";
import { intraclassCorrelation } from "./agreement/intraclass-correlation.js";
import { brierScore } from "./calibration/brier-score.js";
import { reliability } from "./calibration/reliability.js";
import { normalCdf, normalQuantile } from "./distributions/normal.js";
import { fQuantile, tQuantile } from "./distributions/quantiles.js";
import { adjustPValues } from "./uncertainty/adjust-p-values.js";
import { bootstrapInterval } from "./uncertainty/bootstrap-interval.js";
import { delongAuroc, delongTest } from "./uncertainty/delong.js";

// Made by fixtures/statistics/make_statistics.py with the versions pinned beside it.
interface KappaAnswer {
  readonly ratings: readonly (readonly number[])[];
  readonly classes: number;
  readonly none?: number;
  readonly linear?: number;
  readonly quadratic?: number;
  readonly fleiss: number;
  readonly gwetAc1: number;
}

interface IntraclassAnswer extends Record<"ICC(2,1)" | "ICC(3,1)", { value: number; interval: [number, number] }> {
  readonly ratings: readonly (readonly number[])[];
}

const answers = JSON.parse(
  readFileSync(new URL("../../../fixtures/statistics/statistics.json", import.meta.url), "utf8"),
);

describe("intraclassCorrelation beside pingouin", () => {
  it.each<IntraclassAnswer>(answers.intraclass)("table %#", (answer) => {
    for (const form of ["ICC(2,1)", "ICC(3,1)"] as const) {
      const { value, interval } = intraclassCorrelation(answer.ratings, { form });
      expect(value).toBeCloseTo(answer[form].value, 10);
      // pingouin rounds its intervals to two decimals.
      expect(Math.abs(interval.lower - answer[form].interval[0])).toBeLessThanOrEqual(0.0051);
      expect(Math.abs(interval.upper - answer[form].interval[1])).toBeLessThanOrEqual(0.0051);
    }
  });
});

describe("kappas beside scikit-learn, statsmodels and irrCAC", () => {
  it.each<KappaAnswer>(answers.kappas)("table %#", (answer) => {
    const classes = Array.from({ length: answer.classes }, (_, n) => n);
    for (const weights of ["none", "linear", "quadratic"] as const) {
      if (answer[weights] === undefined) continue;
      const column = (rater: number): number[] => answer.ratings.map((row) => row[rater] as number);
      expect(cohenKappa(column(0), column(1), { weights, classes })).toBeCloseTo(answer[weights], 12);
    }
    expect(fleissKappa(answer.ratings)).toBeCloseTo(answer.fleiss, 12);
    // irrCAC rounds to five decimals.
    expect(gwetAc1(answer.ratings, { classes: answer.classes })).toBeCloseTo(answer.gwetAc1, 4);
  });
});

describe("areas beside scikit-learn and DeLong's definition over all pairs", () => {
  const { positive, negative, area, standardError, z, pValue } = answers.auroc;

  it("gives area and standard error", () => {
    [0, 1].forEach((system) => {
      const result = delongAuroc(positive[system], negative[system]);
      expect(result.value).toBeCloseTo(area[system], 12);
      expect(result.standardError).toBeCloseTo(standardError[system], 12);
    });
  });

  it("gives the test of two correlated areas", () => {
    const result = delongTest(
      { positive: positive[0], negative: negative[0] },
      { positive: positive[1], negative: negative[1] },
    );
    expect(result.z).toBeCloseTo(z, 10);
    expect(result.pValue).toBeCloseTo(pValue, 10);
  });
});

describe("bootstrap beside SciPy", () => {
  it.each(["percentile", "bca"] as const)("%s interval of a mean", (method) => {
    const { sample, mean } = answers.bootstrap;
    const statistic = (cases: readonly number[]): number => cases.reduce((sum, value) => sum + value, 0) / cases.length;
    const { lower, upper } = bootstrapInterval<number>(sample, statistic, { seed: 1, resamples: 20_000, method });
    const [expectedLower, expectedUpper] = mean[method === "bca" ? "BCa" : "percentile"];
    // Both are random: with 20,000 draws the ends have a standard error of about 0.008.
    expect(Math.abs(lower - expectedLower)).toBeLessThan(0.03);
    expect(Math.abs(upper - expectedUpper)).toBeLessThan(0.03);
  });
});

describe("concordance and Bland–Altman beside NumPy and SciPy", () => {
  const { x, y, ...expected } = answers.concordance;

  it("gives Lin's coefficient and Pearson's", () => {
    const result = concordanceCorrelation(x, y);
    expect(result.value).toBeCloseTo(expected.ccc, 12);
    expect(result.precision).toBeCloseTo(expected.pearson, 12);
  });

  it("gives bias, limits and their intervals", () => {
    const result = blandAltman(x, y);
    expect(result.bias).toBeCloseTo(expected.bias, 12);
    expect(result.biasInterval.lower).toBeCloseTo(expected.biasInterval[0], 11);
    expect(result.biasInterval.upper).toBeCloseTo(expected.biasInterval[1], 11);
    expect(result.standardDeviation).toBeCloseTo(expected.standardDeviation, 12);
    expect(result.limits.lower).toBeCloseTo(expected.limits[0], 12);
    expect(result.limits.upper).toBeCloseTo(expected.limits[1], 12);
    expect(result.lowerLimitInterval.lower).toBeCloseTo(expected.lowerLimitInterval[0], 11);
    expect(result.lowerLimitInterval.upper).toBeCloseTo(expected.lowerLimitInterval[1], 11);
  });
});

describe("adjusted p values beside statsmodels", () => {
  it.each(["bonferroni", "holm", "benjamini-hochberg"] as const)("%s", (method) => {
    const { pValues, [method]: expected } = answers.multiplicity;
    adjustPValues(pValues, method).forEach((p, n) => {
      expect(p).toBeCloseTo(expected[n], 12);
    });
  });
});

describe("calibration beside scikit-learn", () => {
  const scored = answers.calibration;

  it("gives the Brier score", () => {
    expect(brierScore(scored)).toBeCloseTo(scored.brier, 12);
  });

  it("gives the reliability curve of the bins that are not empty", () => {
    // scikit-learn closes bins at the lower edge; the sample has no value on an inner edge.
    const bins = reliability(scored).filter(({ count }) => count > 0);
    bins.forEach((bin, n) => {
      expect(bin.meanProbability).toBeCloseTo(scored.meanProbability[n], 12);
      expect(bin.observedFrequency).toBeCloseTo(scored.observedFrequency[n], 12);
    });
    expect(bins).toHaveLength(scored.meanProbability.length);
  });
});

describe("distributions beside SciPy", () => {
  const { distributions } = answers;
  const near = (value: number, expected: number): void => {
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected)));
  };

  it("gives quantiles of F, t and the normal, and the normal distribution function", () => {
    for (const [p, d1, d2, expected] of distributions.fQuantile) near(fQuantile(p, d1, d2), expected);
    for (const [p, df, expected] of distributions.tQuantile) near(tQuantile(p, df), expected);
    for (const [p, expected] of distributions.normalQuantile) near(normalQuantile(p), expected);
    for (const [z, expected] of distributions.normalCdf) expect(normalCdf(z) / expected).toBeCloseTo(1, 11);
  });
});
