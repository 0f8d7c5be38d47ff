import { type ScanClassification, scanClassification } from "../classification/scan-classification.js";
import { auroc, type ScoredTarget } from "../curves/auroc.js";
import { averagePrecision } from "../curves/average-precision.js";
import { type FrocPoint, froc } from "../curves/froc.js";
import type { ScoredDetection } from "../curves/scored-detection.js";
import { meanSensitivity, sensitivityAt } from "../curves/sensitivity-at.js";
import type { EvaluationCase } from "../evaluation-case.js";
import type { Protocol, ProtocolParameters } from "../protocols/protocol.js";
import { type AggregateScores, aggregateScores, type PooledScores } from "../scoring/aggregate-scores.js";
import { summariseMean } from "../statistics/summarise.js";
import type { CaseResult, PairVoxels } from "./case-result.js";
import { createStrata, type StrataOptions, type StrataResult } from "./create-strata.js";
import { type CaseEvaluation, evaluateCase } from "./evaluate-case.js";

/** Curves over all scans; absent where a prediction has no score. @since 0.1.0 */
export interface CurveResult {
  readonly points: readonly FrocPoint[];
  /** Sensitivity at the protocol's rates. */
  readonly sensitivityAt: readonly { readonly falsePositivesPerScan: number; readonly sensitivity: number }[];
  /** Mean over those rates: CPM for the LUNA rates. */
  readonly meanSensitivity: number;
  readonly averagePrecision: number;
  /** AUROC of scans with any reference against scans without, by their surest prediction. */
  readonly caseAuroc: number;
}

/** Pooled counts with the Dice of all true positives taken together. @since 0.1.0 */
export interface PooledResult extends PooledScores {
  /** 2 Σ overlap / Σ sizes over all true positives. */
  readonly dice: number;
  /** Mean ± SD of the Dice of each true positive, over lesions and not over scans. */
  readonly dicePerLesion: { readonly mean: number; readonly standardDeviation: number; readonly count: number };
}

/** All scans under one protocol. NaN where undefined; {@link toJsonValue} writes null. @since 0.1.0 */
export interface EvaluationResult {
  /** The protocol's id; with a star where parameters were overridden. */
  readonly protocol: string;
  readonly parameters: ProtocolParameters;
  readonly cases: readonly CaseResult[];
  readonly pooled: PooledResult;
  readonly macro: AggregateScores["macro"];
  readonly median: AggregateScores["median"];
  readonly classification: ScanClassification;
  readonly curve: CurveResult | null;
  /** Absent unless strata were asked for. */
  readonly strata?: StrataResult;
}

/** What an evaluation does beside the scores. @since 0.1.0 */
export interface EvaluationOptions {
  /** Strata to score; none unless given. */
  readonly strata?: StrataOptions | undefined;
}

/** Takes scans one at a time and keeps only their numbers. @since 0.1.0 */
export interface Evaluation {
  /** Scores one scan; its images and lesion lists are not kept. */
  readonly add: (evaluationCase: EvaluationCase) => CaseEvaluation;
  /** The result over the scans so far. */
  readonly result: () => EvaluationResult;
}

/**
 * An evaluation that is fed scan by scan, for more scans than fit in memory.
 *
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @param options - strata
 * @returns a handle to add scans and to read the result at any time
 * @since 0.1.0
 */
export function createEvaluation(protocol: Protocol, options: EvaluationOptions = {}): Evaluation {
  const cases: CaseResult[] = [];
  const pairs: PairVoxels[] = [];
  const detections: ScoredDetection[] = [];
  const targets: ScoredTarget[] = [];
  const strata = options.strata && createStrata(protocol, options.strata);
  let isScored = true;
  return {
    add: (evaluationCase) => {
      const evaluation = evaluateCase(evaluationCase, protocol);
      cases.push(evaluation.result);
      strata?.add(evaluationCase, evaluation);
      pairs.push(...evaluation.pairs);
      if (evaluation.detections === undefined || evaluation.caseScore === undefined) isScored = false;
      else {
        for (const detection of evaluation.detections) detections.push(detection);
        targets.push({ score: evaluation.caseScore, isPositive: evaluation.result.referenceCount > 0 });
      }
      return evaluation;
    },
    result: () => {
      const { pooled, macro, median } = aggregateScores(cases.map(withoutId), protocol.parameters);
      return {
        protocol: protocol.id,
        parameters: protocol.parameters,
        cases: [...cases],
        pooled: { ...pooled, ...poolDice(pairs) },
        macro,
        median,
        classification: scanClassification(cases, protocol.parameters),
        curve: isScored && cases.length > 0 ? curveOf(detections, targets, pooled, protocol.parameters) : null,
        ...(strata && { strata: strata.result() }),
      };
    },
  };
}

function withoutId({ id: _, ...numbers }: CaseResult): Omit<CaseResult, "id"> & Readonly<Record<string, number>> {
  return numbers as Omit<CaseResult, "id"> & Readonly<Record<string, number>>;
}

function poolDice(pairs: readonly PairVoxels[]): Pick<PooledResult, "dice" | "dicePerLesion"> {
  const overlap = pairs.reduce((sum, pair) => sum + pair.overlap, 0);
  const sizes = pairs.reduce((sum, pair) => sum + pair.reference + pair.prediction, 0);
  const dices = pairs.map((pair) => (2 * pair.overlap) / (pair.reference + pair.prediction));
  return { dice: (2 * overlap) / sizes, dicePerLesion: summariseMean(dices) };
}

function curveOf(
  detections: readonly ScoredDetection[],
  targets: readonly ScoredTarget[],
  { referenceCount }: PooledScores,
  { curve }: ProtocolParameters,
): CurveResult {
  const points = froc(detections, { referenceCount, scanCount: targets.length, points: curve.points });
  return {
    points,
    sensitivityAt: curve.rates.map((rate) => ({
      falsePositivesPerScan: rate,
      sensitivity: sensitivityAt(points, rate, curve.reading),
    })),
    meanSensitivity: meanSensitivity(points, curve.rates, curve.reading),
    averagePrecision: averagePrecision(detections, referenceCount),
    caseAuroc: auroc(targets),
  };
}
