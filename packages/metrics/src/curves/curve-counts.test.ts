import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "./average-precision.js";
import { choosePoints, curveCounter, precisionOfCounts, rateOfCounts, sensitivityOfCounts } from "./curve-counts.js";
import { falsePositivesPerScanAt } from "./false-positives-per-scan-at.js";
import { type FrocOptions, froc } from "./froc.js";
import { sensitivityAt } from "./sensitivity-at.js";

const pointChoices: readonly FrocOptions["points"][] = ["all", "withoutLowest", "withoutCollinear", "openEnd"];
const detection = fc.record({
  score: fc.integer({ min: 0, max: 5 }),
  isHit: fc.boolean(),
  scan: fc.nat(3),
});

describe("properties", () => {
  it("a curve of weighted scans is the curve of the scans with repeats, however it is read", () => {
    fc.assert(
      fc.property(
        fc.array(detection, { maxLength: 20 }),
        fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...pointChoices),
        fc.constantFrom("linear" as const, "step" as const),
        (list, weights, points, reading) => {
          const repeated = list.flatMap((each) => new Array<typeof each>(weights[each.scan] as number).fill(each));
          const options = { referenceCount: 60, scanCount: 4, points };
          const curve = froc(repeated, options);
          const count = curveCounter(
            list,
            list.map(({ scan }) => scan),
          );
          // Another draw before must leave nothing behind in the columns.
          count([3, 3, 3, 3]);
          const all = count(weights);
          expect(precisionOfCounts(all, 60)).toBeCloseTo(averagePrecision(repeated, 60), 12);
          const chosen = choosePoints(all, points, 60);
          expect([...chosen.thresholds.slice(0, chosen.length)]).toEqual(
            curve.slice(1).map(({ threshold }) => threshold),
          );
          for (const at of [0, 0.1, 0.25, 1, 5]) {
            const read = { ...options, reading };
            expect(sensitivityOfCounts(chosen, at, read)).toBeCloseTo(sensitivityAt(curve, at, reading), 12);
            const rate = falsePositivesPerScanAt(curve, at / 20, reading);
            if (Number.isFinite(rate)) expect(rateOfCounts(chosen, at / 20, read)).toBeCloseTo(rate, 12);
            else expect(rateOfCounts(chosen, at / 20, read)).toBe(rate);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("curveCounter", () => {
  it("is undefined without references, however it is read", () => {
    const counts = curveCounter([{ score: 1, isHit: false }], [0])([1]);
    const options = { referenceCount: 0, scanCount: 1, reading: "step" } as const;
    expect(sensitivityOfCounts(counts, 1, options)).toBeNaN();
    expect(rateOfCounts(counts, 0.5, options)).toBeNaN();
    expect(precisionOfCounts(counts, 0)).toBeNaN();
  });
});
