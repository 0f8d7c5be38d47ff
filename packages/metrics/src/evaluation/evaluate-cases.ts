import type { EvaluationCase } from "../evaluation-case.js";
import type { Protocol } from "../protocols/protocol.js";
import { createEvaluation, type EvaluationOptions, type EvaluationResult } from "./create-evaluation.js";

/**
 * Scans under one protocol, scored and put together in all three ways.
 *
 * @param cases - scans, for example from {@link parseCases} or {@link caseFromMasks}; read once, one at a time
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @param options - strata
 * @returns per scan, pooled, macro, median, classification and curve; NaN where undefined
 * @throws CmbError `INVALID_ARGUMENT` when a case lacks what the protocol's criterion needs
 * @example
 * ```ts
 * import { evaluateCases, getProtocol } from "@cmb/metrics";
 * const scan = {
 *   id: "a",
 *   reference: [{ centreMm: [0, 0, 0] as const }, { centreMm: [30, 0, 0] as const }],
 *   prediction: [{ centreMm: [0, 0, 2] as const, score: 0.9 }],
 * };
 * evaluateCases([scan], getProtocol("centroid-3mm")).pooled.recall; // => 0.5
 * ```
 * @since 0.1.0
 */
export function evaluateCases(
  cases: Iterable<EvaluationCase>,
  protocol: Protocol,
  options: EvaluationOptions = {},
): EvaluationResult {
  const evaluation = createEvaluation(protocol, options);
  for (const evaluationCase of cases) evaluation.add(evaluationCase);
  return evaluation.result();
}
