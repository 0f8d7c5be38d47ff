import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { explainMatching, type LesionExplanation, type MatchingExplanation } from "../matching/explain-matching.js";
import type { Matching, PairValue, PredictionOutcome } from "../matching/match-rule.js";
import type { Protocol } from "../protocols/protocol.js";
import { evaluateCase } from "./evaluate-case.js";
import { passesCut } from "./keep-scored.js";

/**
 * What became of every lesion of a scan under a protocol, and why; also of those that it leaves out for their size or score.
 *
 * @param evaluationCase - the scan
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @returns one entry for each lesion of the case, in its order
 * @throws CmbError `INVALID_ARGUMENT` when the case lacks what the protocol's criterion needs
 * @example
 * ```ts
 * import { explainCase, getProtocol } from "@cmb/metrics";
 * const scan = { id: "a", reference: [], prediction: [{ centreMm: [0, 0, 0] as const, sizeVoxels: 3 }], overlap: [] };
 * explainCase(scan, getProtocol("censyn-macro")).prediction[0]?.sentence; // => "prediction 1 does not count: 3 voxels, of at least 5."
 * ```
 * @since 0.1.0
 */
export function explainCase(evaluationCase: EvaluationCase, protocol: Protocol): MatchingExplanation {
  const { matchedCase, matching } = evaluateCase(evaluationCase, protocol);
  const places = {
    reference: placesOf(matchedCase.reference, evaluationCase.reference),
    prediction: placesOf(matchedCase.prediction, evaluationCase.prediction),
  };
  const { caseId, reference, prediction } = explainMatching(inPlaces(matching, places, evaluationCase));
  const { minimumSizeVoxels, minimumSizeOf, scoreCut } = protocol.parameters;
  const withScore = (explanation: LesionExplanation): LesionExplanation => {
    const lesion = evaluationCase.prediction[explanation.index] as Lesion;
    if (scoreCut === null || passesCut(lesion, scoreCut)) return explanation;
    const wanted = `${scoreCut.includes === "from" ? "from" : "above"} ${scoreCut.threshold}`;
    const sentence = `prediction ${explanation.index + 1} does not count: score ${lesion.score}, of those ${wanted}.`;
    return { ...explanation, outcome: "belowCut", sentence };
  };
  const withSize =
    (side: "reference" | "prediction") =>
    (explanation: LesionExplanation): LesionExplanation => {
      const { sizeVoxels = Number.POSITIVE_INFINITY } = evaluationCase[side][explanation.index] as Lesion;
      const isFiltered = side === "prediction" || minimumSizeOf === "both";
      if (!isFiltered || sizeVoxels >= minimumSizeVoxels) return explanation;
      const voxels = sizeVoxels === 1 ? "1 voxel" : `${sizeVoxels} voxels`;
      const sentence = `${side} ${explanation.index + 1} does not count: ${voxels}, of at least ${minimumSizeVoxels}.`;
      return { ...explanation, outcome: "tooSmall", sentence };
    };
  return {
    caseId,
    reference: reference.map(withSize("reference")),
    prediction: prediction.map(withSize("prediction")).map(withScore),
  };
}

/** Where each lesion that was kept stands in the whole list; both have the same order. */
function placesOf(kept: readonly Lesion[], all: readonly Lesion[]): readonly number[] {
  let from = 0;
  return kept.map((lesion) => {
    const place = all.indexOf(lesion, from);
    from = place + 1;
    return place;
  });
}

interface Places {
  readonly reference: readonly number[];
  readonly prediction: readonly number[];
}

/** The same matching with the indices of the whole lists. */
function inPlaces(matching: Matching, places: Places, { reference, prediction }: EvaluationCase): Matching {
  const move = (pair: PairValue): PairValue => ({
    ...pair,
    reference: places.reference[pair.reference] as number,
    prediction: places.prediction[pair.prediction] as number,
  });
  const referenceFound = reference.map(() => false);
  const predictionOutcome = prediction.map((): PredictionOutcome => "unmatched");
  for (const [n, isFound] of matching.referenceFound.entries()) {
    referenceFound[places.reference[n] as number] = isFound;
  }
  for (const [n, outcome] of matching.predictionOutcome.entries()) {
    predictionOutcome[places.prediction[n] as number] = outcome;
  }
  return {
    ...matching,
    referenceCount: reference.length,
    predictionCount: prediction.length,
    candidates: matching.candidates.map(move),
    pairs: matching.pairs.map(move),
    referenceFound,
    predictionOutcome,
  };
}
