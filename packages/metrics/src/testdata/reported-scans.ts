import { createEvaluation, type EvaluationOptions } from "../evaluation/create-evaluation.js";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import type { Protocol } from "../protocols/protocol.js";
import { lesionOutcomes } from "../report/lesion-outcomes.js";
import type { ReportedEvaluation } from "../report/reported-evaluation.js";

const lesion = (x: number, more: Omit<Lesion, "centreMm"> = {}): Lesion => ({ centreMm: [x, 0, 0], ...more });

/** Two scans of one patient and two others: hits, misses, false marks, a repeated hit, a scan without lesions. */
export const REPORTED_SCANS: readonly EvaluationCase[] = [
  {
    id: "one",
    patient: "P1",
    covariates: { sequence: "SWI", echoTimeMs: 20 },
    reference: [lesion(0, { sizeVoxels: 4, location: "lobar" }), lesion(50, { location: "deep" })],
    prediction: [lesion(1, { score: 0.9, location: "lobar" }), lesion(2, { score: 0.3 }), lesion(200, { score: 0.6 })],
  },
  {
    id: "two",
    patient: "P1",
    covariates: { sequence: "GRE", echoTimeMs: null },
    reference: [lesion(10, { location: "deep" })],
    prediction: [lesion(10.5, { score: 0.8 })],
  },
  { id: "three", covariates: { sequence: "SWI" }, reference: [lesion(-5)], prediction: [] },
  { id: "four", covariates: { sequence: "GRE" }, reference: [], prediction: [] },
];

/** Scans under a protocol as a report takes them. */
export function reportOf(
  scans: readonly EvaluationCase[],
  {
    system,
    protocol = getProtocol("centroid-3mm"),
    ...options
  }: EvaluationOptions & { system?: string; protocol?: Protocol } = {},
): ReportedEvaluation {
  const evaluation = createEvaluation(protocol, { intervals: { resamples: 200 }, ...options });
  for (const scan of scans) evaluation.add(scan);
  const lesions = scans.flatMap((scan) => lesionOutcomes(scan, protocol));
  return { protocol, result: evaluation.result(), lesions, ...(system !== undefined && { system }) };
}
