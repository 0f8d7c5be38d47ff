import { CmbError, type LongTaskOptions } from "@cmb/core";
import { scoreAtThreshold } from "../classification/classify-scans.js";
import { type ScanClassification, scanClassification } from "../classification/scan-classification.js";
import { auroc } from "../curves/auroc.js";
import { averagePrecision } from "../curves/average-precision.js";
import { falsePositivesPerScanAt } from "../curves/false-positives-per-scan-at.js";
import { type FrocPoint, froc } from "../curves/froc.js";
import { meanSensitivity, sensitivityAt } from "../curves/sensitivity-at.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { completeIntervalOptions, type IntervalOptions } from "../intervals/interval-options.js";
import { type ResultIntervals, resultIntervals } from "../intervals/result-intervals.js";
import { runSteps, runStepsAsync, type Steps } from "../intervals/run-steps.js";
import type { Protocol, ProtocolParameters } from "../protocols/protocol.js";
import { type AggregateScores, aggregateScores, type PooledScores } from "../scoring/aggregate-scores.js";
import { fBetaOfRates } from "../scoring/score-counts.js";
import { summariseMean } from "../statistics/summarise.js";
import type { CaseResult } from "./case-result.js";
import { createStrata, type StrataOptions, type StrataResult } from "./create-strata.js";
import { type CaseEvaluation, evaluateCase } from "./evaluate-case.js";
import { type ScanRecord, scanRecord } from "./scan-record.js";

/** Curves over all scans; absent where a prediction has no score. @since 0.1.0 */
export interface CurveResult {
  readonly points: readonly FrocPoint[];
  /** Sensitivity at the protocol's rates. */
  readonly sensitivityAt: readonly { readonly falsePositivesPerScan: number; readonly sensitivity: number }[];
  /** False positives per scan at the protocol's sensitivities; Infinity where one is not reached. */
  readonly falsePositivesPerScanAt: readonly { readonly sensitivity: number; readonly falsePositivesPerScan: number }[];
  /** Mean sensitivity over those rates: CPM for the LUNA rates. */
  readonly meanSensitivity: number;
  readonly averagePrecision: number;
  /** AUROC of scans with any reference against scans without, by their surest prediction. */
  readonly caseAuroc: number;
}

/** Pooled counts with the Dice of all true positives taken together. @since 0.1.0 */
export interface PooledResult extends PooledScores {
  /** Fβ of the β that was chosen for the evaluation; absent without one. */
  readonly fBeta?: number;
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
  /** Null where they were declined. */
  readonly intervals: ResultIntervals | null;
  /** Absent unless strata were asked for. */
  readonly strata?: StrataResult;
}

/** What an evaluation does beside the scores. @since 0.1.0 */
export interface EvaluationOptions {
  /** Strata to score; none unless given. */
  readonly strata?: StrataOptions | undefined;
  /** How intervals are made: 2000 resamples with seed 1 unless given; `"none"` leaves them out. */
  readonly intervals?: IntervalOptions | "none" | undefined;
  /** Adds `fBeta` to every scan, to the sums and averages: above 1 recall weighs more, below 1 precision. */
  readonly beta?: number | undefined;
}

/** Takes scans one at a time and keeps only their numbers. @since 0.1.0 */
export interface Evaluation {
  /** Scores one scan; its images and lesion lists are not kept. */
  readonly add: (evaluationCase: EvaluationCase) => CaseEvaluation;
  /** The result over the scans so far. */
  readonly result: () => EvaluationResult;
  /** The same while other events have their turn: many resamples take long. Rejects with the signal's reason. */
  readonly resultAsync: (options?: Pick<LongTaskOptions, "signal">) => Promise<EvaluationResult>;
}

/**
 * An evaluation that is fed scan by scan, for more scans than fit in memory.
 *
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @param options - strata, intervals, the β of Fβ
 * @returns a handle to add scans and to read the result at any time
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none, or a β that is not
 * positive
 * @since 0.1.0
 */
export function createEvaluation(protocol: Protocol, options: EvaluationOptions = {}): Evaluation {
  const { intervals = {}, beta } = options;
  assertBeta(beta);
  if (intervals !== "none") completeIntervalOptions(intervals);
  const { parameters } = protocol;
  const records: ScanRecord[] = [];
  const strata = options.strata && createStrata(protocol, options.strata, intervals);
  const steps = function* (): Steps<EvaluationResult> {
    const cases = records.map(({ result }) => result);
    const { pooled, macro, median } = aggregateScores(cases.map(withoutId), parameters);
    const curve = curveOf(records, pooled, parameters);
    return {
      protocol: protocol.id,
      parameters,
      cases,
      pooled: { ...pooled, ...poolDice(records), ...(beta !== undefined && { fBeta: fBetaOfRates(pooled, beta) }) },
      macro,
      median,
      classification: scanClassification(
        records.map(({ result, scores }) => ({ ...result, scores })),
        parameters,
      ),
      curve,
      intervals:
        intervals === "none"
          ? null
          : yield* resultIntervals(records, { parameters, points: curve?.points ?? null, beta }, intervals),
      ...(strata && { strata: yield* strata.result() }),
    };
  };
  return {
    add: (evaluationCase) => {
      const evaluation = withFBeta(evaluateCase(evaluationCase, protocol), beta);
      records.push(scanRecord(evaluationCase, evaluation));
      strata?.add(evaluationCase, evaluation);
      return evaluation;
    },
    result: () => runSteps(steps()),
    resultAsync: (options = {}) => runStepsAsync(steps(), options),
  };
}

function assertBeta(beta: number | undefined): void {
  if (beta === undefined || (beta > 0 && Number.isFinite(beta))) return;
  const message = `createEvaluation: beta is ${beta}; give a positive number, such as 2 where recall weighs more`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "beta", value: beta, minimum: 0 });
}

function withFBeta(evaluation: CaseEvaluation, beta: number | undefined): CaseEvaluation {
  if (beta === undefined) return evaluation;
  return { ...evaluation, result: { ...evaluation.result, fBeta: fBetaOfRates(evaluation.result, beta) } };
}

function withoutId({ id: _, ...numbers }: CaseResult): Omit<CaseResult, "id"> & Readonly<Record<string, number>> {
  return numbers as Omit<CaseResult, "id"> & Readonly<Record<string, number>>;
}

function poolDice(records: readonly ScanRecord[]): Pick<PooledResult, "dice" | "dicePerLesion"> {
  const overlap = records.reduce((sum, { pairs }) => sum + pairs.overlap, 0);
  const sizes = records.reduce((sum, { pairs }) => sum + pairs.sizes, 0);
  return { dice: (2 * overlap) / sizes, dicePerLesion: summariseMean(records.flatMap(({ pairs }) => pairs.dice)) };
}

function curveOf(
  records: readonly ScanRecord[],
  { referenceCount }: PooledScores,
  { curve }: ProtocolParameters,
): CurveResult | null {
  if (records.length === 0 || records.some(({ detections }) => detections === undefined)) return null;
  const detections = records.flatMap((record) => record.detections ?? []);
  const points = froc(detections, { referenceCount, scanCount: records.length, points: curve.points });
  return {
    points,
    sensitivityAt: curve.rates.map((rate) => ({
      falsePositivesPerScan: rate,
      sensitivity: sensitivityAt(points, rate, curve.reading),
    })),
    falsePositivesPerScanAt: curve.sensitivities.map((sensitivity) => ({
      sensitivity,
      falsePositivesPerScan: falsePositivesPerScanAt(points, sensitivity, curve.reading),
    })),
    meanSensitivity: meanSensitivity(points, curve.rates, curve.reading),
    averagePrecision: averagePrecision(detections, referenceCount),
    caseAuroc: auroc(
      records.map(({ scores = [], result }) => ({
        score: scoreAtThreshold(scores, 1),
        isPositive: result.referenceCount > 0,
      })),
    ),
  };
}
