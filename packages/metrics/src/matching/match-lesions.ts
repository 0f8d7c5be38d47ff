import type { EvaluationCase } from "../evaluation-case.js";
import { type AssignmentInput, assignGreedyByScore, assignGreedyByValue } from "./assign-greedy.js";
import { assignManyToOne, assignNearestReference } from "./assign-nearest.js";
import { assignOptimal, assignOptimalSum } from "./assign-optimal.js";
import { lesionRanks } from "./lesion-order.js";
import type { Criterion, Matching, MatchRule, PairValue, PredictionOutcome } from "./match-rule.js";
import { pairValues } from "./pair-values.js";

/**
 * Which predicted lesion belongs to which reference lesion, under one rule.
 *
 * @param evaluationCase - lesion lists with what the rule's criterion needs
 * @param rule - criterion and assignment; no defaults
 * @returns the pairs that count, every possible pair, and what became of each lesion
 * @throws CmbError `INVALID_ARGUMENT` when the case lacks what the criterion needs
 * @example
 * ```ts
 * import { matchLesions } from "@cmb/metrics";
 * const scan = {
 *   id: "a",
 *   reference: [{ centreMm: [0, 0, 0] as const }],
 *   prediction: [{ centreMm: [0, 0, 4] as const }, { centreMm: [0, 0, 1] as const }],
 * };
 * const criterion = { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false } as const;
 * matchLesions(scan, { criterion, assignment: "greedyByValue" }).predictionOutcome; // => ["repeat", "matched"]
 * ```
 * @since 0.1.0
 */
export function matchLesions(evaluationCase: EvaluationCase, rule: MatchRule): Matching {
  const candidates = pairValues(evaluationCase, rule.criterion);
  const referenceCount = evaluationCase.reference.length;
  const predictionCount = evaluationCase.prediction.length;
  const ranks = lesionRanks(evaluationCase);
  const scores = evaluationCase.prediction.map((lesion) => lesion.score ?? 0);
  const pairs = assign(rule, {
    candidates,
    referenceCount,
    predictionCount,
    ranks,
    scores,
    isBetter: betterThan(rule.criterion),
  });
  const referenceFound = new Array<boolean>(referenceCount).fill(false);
  const predictionOutcome = new Array<PredictionOutcome>(predictionCount).fill("unmatched");
  for (const { prediction } of candidates) predictionOutcome[prediction] = "repeat";
  for (const { reference, prediction } of pairs) {
    referenceFound[reference] = true;
    predictionOutcome[prediction] = "matched";
  }
  return {
    caseId: evaluationCase.id,
    rule,
    referenceCount,
    predictionCount,
    candidates,
    pairs: [...pairs].sort((a, b) => a.reference - b.reference || a.prediction - b.prediction),
    referenceFound,
    predictionOutcome,
  };
}

function assign(rule: MatchRule, input: AssignmentInput): readonly PairValue[] {
  switch (rule.assignment) {
    case "greedyByScore":
      return assignGreedyByScore(input);
    case "greedyByValue":
      return assignGreedyByValue(input);
    case "optimal":
      return assignOptimal(input);
    case "optimalSum":
      return assignOptimalSum(input);
    case "nearestReference":
      return assignNearestReference(input);
    case "manyToOne":
      return assignManyToOne(input);
    case "touching":
      return input.candidates;
  }
}

function betterThan(criterion: Criterion): (a: number, b: number) => boolean {
  const smaller = criterion.by === "centreDistance" || criterion.by === "pointInMask";
  return smaller ? (a, b) => a < b : (a, b) => a > b;
}
