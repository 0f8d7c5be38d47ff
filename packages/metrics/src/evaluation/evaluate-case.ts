import type { ScoredDetection } from "../curves/scored-detection.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { matchLesions } from "../matching/match-lesions.js";
import type { Matching } from "../matching/match-rule.js";
import type { Protocol, ProtocolParameters } from "../protocols/protocol.js";
import { type DetectionScores, scoreMatching } from "../scoring/score-matching.js";
import type { CaseResult, PairVoxels } from "./case-result.js";
import { filterBySize } from "./filter-by-size.js";
import { keepScored } from "./keep-scored.js";
import { pairVoxels } from "./pair-voxels.js";
import { panopticMeasures } from "./panoptic-measures.js";
import { shivaMeasures } from "./shiva-measures.js";
import { valdoMeasures } from "./valdo-measures.js";
import { volumeMeasures } from "./volume-measures.js";

/** One scan under one protocol, with what curves and explanations need. @since 0.1.0 */
export interface CaseEvaluation {
  readonly result: CaseResult;
  /** The case as matched: without the lesions that the protocol's size filter and score cut removed. */
  readonly matchedCase: EvaluationCase;
  readonly matching: Matching;
  /** Voxels of the matched pairs. */
  readonly pairs: readonly PairVoxels[];
  /** Each reference found with its best score, and each false positive; undefined where a prediction has no score. */
  readonly detections: readonly ScoredDetection[] | undefined;
  /** The surest prediction's score, 0 without predictions; undefined where a prediction has no score. */
  readonly caseScore: number | undefined;
}

/**
 * One scan under one protocol: lesions below the size and the score cut removed, matched, scored, measured.
 *
 * @param evaluationCase - the scan
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @returns the scan's result with its matching
 * @throws CmbError `INVALID_ARGUMENT` when the case lacks what the protocol's criterion needs
 * @since 0.1.0
 */
export function evaluateCase(evaluationCase: EvaluationCase, protocol: Protocol): CaseEvaluation {
  const { parameters } = protocol;
  const filtersItself = parameters.measures === "shivaClusters";
  const scored = keepScored(evaluationCase, parameters.scoreCut);
  const matchedCase = filtersItself ? scored : filterBySize(scored, parameters);
  const matching = matchLesions(matchedCase, parameters);
  const scores = scoreMatching(matching, parameters);
  const pairs = pairVoxels(matchedCase, matching.pairs);
  const result: CaseResult = {
    id: evaluationCase.id,
    ...(evaluationCase.patient !== undefined && { patient: evaluationCase.patient }),
    ...(evaluationCase.covariates && { covariates: evaluationCase.covariates }),
    ...scores,
    dice: meanDice(pairs),
    ...volumeMeasures(matchedCase, parameters.measures === "valdoCode" ? "soft" : "binary"),
    ...surfaceMeasures(matchedCase),
    ...specialMeasures(parameters, { matchedCase, matching, scores, pairs }),
  };
  return { result, matchedCase, matching, pairs, ...scoredDetections(matchedCase, matching, parameters) };
}

interface MeasureInput {
  readonly matchedCase: EvaluationCase;
  readonly matching: Matching;
  readonly scores: DetectionScores;
  readonly pairs: readonly PairVoxels[];
}

function specialMeasures(
  { measures, minimumSizeVoxels }: ProtocolParameters,
  { matchedCase, matching, scores, pairs }: MeasureInput,
): Partial<CaseResult> {
  switch (measures) {
    case "plain":
      return {};
    case "valdoCode":
      return valdoMeasures(matchedCase, matching, scores);
    case "shivaClusters":
      return shivaMeasures(matchedCase, minimumSizeVoxels);
    case "panoptic":
      return panopticMeasures(scores, pairs);
  }
}

function surfaceMeasures({ surface }: EvaluationCase): Partial<CaseResult> {
  if (surface === undefined) return {};
  const finite = (distance: number): number => (Number.isFinite(distance) ? distance : Number.NaN);
  return {
    hausdorffMm: finite(surface.hausdorffMm),
    hausdorff95Mm: finite(surface.hausdorff95Mm),
    assdMm: finite(surface.assdMm),
    surfaceDice: surface.surfaceDice,
  };
}

function meanDice(pairs: readonly PairVoxels[]): number {
  const sum = pairs.reduce(
    (total, { overlap, reference, prediction }) => total + (2 * overlap) / (reference + prediction),
    0,
  );
  return sum / pairs.length;
}

function scoredDetections(
  { prediction }: EvaluationCase,
  matching: Matching,
  { duplicateHits }: ProtocolParameters,
): Pick<CaseEvaluation, "detections" | "caseScore"> {
  const scores = prediction.map(({ score }) => score ?? Number.NaN);
  if (scores.some(Number.isNaN)) return { detections: undefined, caseScore: undefined };
  const best = new Map<number, number>();
  for (const pair of matching.pairs) {
    const score = scores[pair.prediction] ?? 0;
    best.set(pair.reference, Math.max(best.get(pair.reference) ?? Number.NEGATIVE_INFINITY, score));
  }
  const isFalse = matching.predictionOutcome.map(
    (outcome) => outcome === "unmatched" || (outcome === "repeat" && duplicateHits === "falsePositive"),
  );
  const detections = [
    ...[...best.values()].map((score) => ({ score, isHit: true })),
    ...scores.filter((_, n) => isFalse[n]).map((score) => ({ score, isHit: false })),
  ];
  return { detections, caseScore: scores.length === 0 ? 0 : scores.reduce((most, score) => Math.max(most, score)) };
}
