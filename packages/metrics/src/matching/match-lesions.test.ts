import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { arbitraryCase, reorderCase } from "../testdata/arbitrary-case.js";
import { matchLesions } from "./match-lesions.js";
import type { Assignment, Criterion } from "./match-rule.js";

const within = (toleranceMm: number, strict: boolean = false): Criterion => ({
  by: "centreDistance",
  toleranceMm,
  strict,
  truncateCentres: false,
});
const touching: Criterion = { by: "overlap", minimumVoxels: 1 };

/** Lesions along a line at the given millimetres. */
function line(reference: readonly number[], prediction: readonly number[], scores?: readonly number[]): EvaluationCase {
  return {
    id: "line",
    reference: reference.map((x) => ({ centreMm: [x, 0, 0] as const })),
    prediction: prediction.map((x, n) => ({ centreMm: [x, 0, 0] as const, score: scores?.[n] ?? 0.5 })),
  };
}

function pairsOf(evaluationCase: EvaluationCase, criterion: Criterion, assignment: Assignment): number[][] {
  return matchLesions(evaluationCase, { criterion, assignment }).pairs.map((pair) => [pair.reference, pair.prediction]);
}

describe("matchLesions assignments", () => {
  // s1 lies 1 from r1; s2 lies 1 from r1 and 3 from r2.
  const chain = line([10, 14], [9, 11], [0.2, 0.9]);
  it("greedyByValue takes the nearest pairs first, one-to-one", () => {
    expect(pairsOf(line([4, 9], [4, 6]), within(5), "greedyByValue")).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(pairsOf(line([0, 4], [3, 8]), within(4.5), "greedyByValue")).toEqual([[1, 0]]);
  });
  it("greedyByScore lets the surest prediction choose first", () => {
    expect(pairsOf(chain, within(5), "greedyByScore")).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(pairsOf(line([0], [1, 2], [0.1, 0.9]), within(5), "greedyByScore")).toEqual([[0, 1]]);
  });
  it("optimal finds the most matches where greedy stops short", () => {
    const scan = line([0, 4], [3, 8]);
    expect(pairsOf(scan, within(4.5), "greedyByValue")).toHaveLength(1);
    expect(pairsOf(scan, within(4.5), "optimal")).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
  it("optimalSum may prefer fewer, better matches", () => {
    const lesions = [0, 1, 2].map((x) => ({ centreMm: [x, 0, 0] as const, sizeVoxels: 100 }));
    const scan: EvaluationCase = {
      id: "a",
      reference: lesions,
      prediction: lesions,
      overlap: [
        [0, 0, 5],
        [1, 0, 90],
        [1, 1, 5],
        [2, 1, 90],
        [2, 2, 5],
      ],
    };
    const criterion: Criterion = { by: "dice", minimum: 0.01, strict: false };
    expect(pairsOf(scan, criterion, "optimal")).toHaveLength(3);
    expect(pairsOf(scan, criterion, "optimalSum")).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
  it("nearestReference leaves a far reference unfound and lets ties share a near one", () => {
    const matching = matchLesions(chain, { criterion: within(5), assignment: "nearestReference" });
    expect(matching.pairs.map((pair) => [pair.reference, pair.prediction])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(matching.referenceFound).toEqual([true, false]);
    const split = matchLesions(line([0], [1, 2]), { criterion: within(5), assignment: "nearestReference" });
    expect(split.predictionOutcome).toEqual(["matched", "repeat"]);
  });
  it("manyToOne gives each prediction its best reference, touching gives all", () => {
    expect(pairsOf(chain, within(5), "manyToOne")).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(pairsOf(chain, within(5), "touching")).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });
  it("breaks ties by position, or by list order where the case says so", () => {
    const tied = line([0], [1, -1]);
    expect(pairsOf(tied, within(5), "greedyByValue")).toEqual([[0, 1]]);
    expect(pairsOf({ ...tied, tieOrder: "listed" }, within(5), "greedyByValue")).toEqual([[0, 0]]);
  });
});

const ONE_TO_ONE = ["greedyByValue", "greedyByScore", "optimal"] as const;
const ALL = [...ONE_TO_ONE, "nearestReference", "manyToOne", "touching"] as const;

describe("properties", () => {
  const criterion = fc.constantFrom<Criterion>(within(3), within(2, true), touching, {
    by: "iou",
    minimum: 0.1,
    strict: false,
  });
  it("the order of the lists changes nothing", () => {
    fc.assert(
      fc.property(
        arbitraryCase().chain((scan) =>
          fc.record({
            scan: fc.constant(scan),
            references: fc.shuffledSubarray([...scan.reference.keys()], { minLength: scan.reference.length }),
            predictions: fc.shuffledSubarray([...scan.prediction.keys()], { minLength: scan.prediction.length }),
          }),
        ),
        criterion,
        fc.constantFrom(...ALL),
        ({ scan, references, predictions }, rule, assignment) => {
          const plain = matchLesions(scan, { criterion: rule, assignment });
          const shuffled = matchLesions(reorderCase(scan, references, predictions), { criterion: rule, assignment });
          const back = shuffled.pairs
            .map((pair) => [references[pair.reference], predictions[pair.prediction], pair.value])
            .sort();
          expect(back).toEqual(plain.pairs.map((pair) => [pair.reference, pair.prediction, pair.value]).sort());
        },
      ),
    );
  });
  it("optimal is never worse than greedy, and one-to-one rules are one-to-one", () => {
    fc.assert(
      fc.property(arbitraryCase(), criterion, (scan, rule) => {
        const counts = ONE_TO_ONE.map((assignment) => {
          const { pairs } = matchLesions(scan, { criterion: rule, assignment });
          expect(new Set(pairs.map((pair) => pair.reference)).size).toBe(pairs.length);
          expect(new Set(pairs.map((pair) => pair.prediction)).size).toBe(pairs.length);
          return pairs.length;
        });
        expect(counts[2]).toBeGreaterThanOrEqual(Math.max(counts[0] ?? 0, counts[1] ?? 0));
      }),
    );
  });
  it("a world moved by whole millimetres changes nothing", () => {
    fc.assert(
      fc.property(
        arbitraryCase(),
        fc.integer({ min: -99, max: 99 }),
        fc.constantFrom(...ALL),
        (scan, by, assignment) => {
          const inMm = (shift: number): EvaluationCase => {
            const place = ({ centreVoxel = [0, 0, 0] }: Lesion): [number, number, number] => [
              centreVoxel[0] + shift,
              centreVoxel[1] - shift,
              centreVoxel[2] + shift,
            ];
            const move = (lesion: Lesion): Lesion => ({ centreMm: place(lesion) });
            return { ...scan, reference: scan.reference.map(move), prediction: scan.prediction.map(move) };
          };
          const rule = { criterion: within(3), assignment } as const;
          expect(matchLesions(inMm(by), rule)).toEqual(matchLesions(inMm(0), rule));
        },
      ),
    );
  });
});
