import { describe, expect, it } from "vitest";
import { createScorer } from "./metrics/evaluation-time.mjs";
import { intervalJobs, makeScans } from "./metrics/intervals.mjs";
import { makeCase } from "./metrics/made-cases.mjs";
import { makeMatchingInputs, matchingJobs } from "./metrics/matching-at-scale.mjs";
import { ourExamples } from "./metrics/peer-differences.mjs";
import { makeInputs } from "./metrics/peer-inputs.mjs";
import { bootstrapDrawsOf, ourQuantities } from "./metrics/peer-quantities.mjs";
import { compareQuantities, packMask } from "./metrics/peers.mjs";

const grid = { shape: [40, 32, 12], spacingMm: [1, 1, 2], mostLesions: 6 };

describe("the timed evaluation", () => {
  it("makes the same case from the same seed, and scores a mask against itself as perfect", () => {
    const made = makeCase(1, 3, grid);
    expect(made).toEqual(makeCase(1, 3, grid));
    const { reference } = made;
    const scores = createScorer("surfaces", grid)("self", { reference, prediction: reference });
    expect(scores).toMatchObject({ fp: 0, fn: 0, dice: 1, overallDice: 1, hd95: 0, assd: 0, surfaceDice: 1 });
    expect(scores.tp).toBeGreaterThan(0);
  });
});

describe("the comparison with peers", () => {
  const inputs = makeInputs(5, { caseCount: 3, listCount: 3 });

  it("has a number for every quantity of every input", () => {
    const ours = ourQuantities(inputs);
    for (const [name, values] of Object.entries(ours)) {
      expect(values.length, name).toBeGreaterThan(0);
      if (name !== "Dice of hits") expect(values.every(Number.isFinite), name).toBe(true);
    }
    expect(bootstrapDrawsOf(inputs.samples)[0]).toHaveLength(2000);
  });

  it("sees a difference, a number on one side alone and a list of another length", () => {
    const agrees = (values) => compareQuantities({ AP: [0.5, null] }, { AP: { "scikit-learn": values } })[0].agrees;
    expect([
      agrees([0.5 + 1e-12, null]),
      agrees([0.5 + 1e-9, null]),
      agrees([0.5, 0.5]),
      agrees([null, null]),
      agrees([0.5]),
    ]).toEqual([true, false, false, false, false]);
  });

  it("has the smallest examples of what the peers do otherwise", () => {
    expect(ourExamples()).toMatchObject({
      "ASSD of #... and ####": 1.2,
      "HD of ##.. and ###., voxels of 2.5 mm": 2.5,
      "PQ of #. and ##, IoU 0.5 counts": 0.5,
      "PQ of #. and ##, IoU above 0.5 counts": 0,
      "which of two predictions with IoU 0.54 and 0.18": 0,
    });
  });

  it("packs a mask as lengths of runs, zeros first", () => {
    expect(packMask(Uint8Array.of(1, 1, 0, 1))).toEqual([0, 2, 1, 1]);
    expect(packMask(Uint8Array.of(0, 0, 1))).toEqual([2, 1]);
  });
});

describe("the timed jobs", () => {
  it("assign every row, and hit the points that were moved a little", () => {
    const jobs = matchingJobs(makeMatchingInputs({ side: 20, cases: 5, mostPoints: 10 }));
    const values = Object.values(jobs).map((job) => job());
    expect(values).toHaveLength(4);
    expect(values.every((value) => value > 0)).toBe(true);
  });

  it("give an interval for each statistic, around its value", () => {
    const { counts, jobs } = intervalJobs(makeScans(12), 200);
    expect(counts).toHaveLength(12);
    for (const [name, job] of Object.entries(jobs)) {
      const [lower, upper] = job();
      expect(lower, name).toBeLessThan(upper);
    }
  });
});
